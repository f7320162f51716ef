package dev.sluice.app.bench.plan;

import java.util.List;

/** What a thread works for, by its name. */
final class ThreadGroups {

    /** The first that a name contains counts. */
    private static final List<Group> GROUPS =
            List.of(
                    new Group("sluice-admission", "admission"),
                    new Group("sluice-placement", "placement"),
                    new Group("sluice-ledger", "ledger"),
                    new Group("sluice-bench", "bare pipeline"),
                    new Group("sluice-lanes", "worker"),
                    new Group("sluice-work", "worker"),
                    new Group("sluice-journal", "worker"),
                    new Group("sluice-results-reader", "reading results"),
                    new Group("bench-", "bench"),
                    new Group("main", "bench"),
                    new Group("ForkJoinPool", "virtual threads: calls, HTTP"),
                    new Group("HttpClient", "virtual threads: calls, HTTP"),
                    new Group("kafka-producer-network-thread", "producers"),
                    new Group("kafka-request-handler", "Kafka: request handlers"),
                    new Group("kafka-network-thread", "Kafka: network"));

    private static final String REST = "the rest";

    private record Group(String part, String name) {}

    private ThreadGroups() {}

    /** {@code the rest} where the name tells nothing. */
    static String of(String threadName) {
        return GROUPS.stream()
                .filter(group -> threadName.contains(group.part()))
                .map(Group::name)
                .findFirst()
                .orElse(REST);
    }
}
