package dev.sluice.app.bench;

import dev.sluice.app.bench.kafka.AdmittedCount;
import dev.sluice.app.bench.plan.LimitCase;
import dev.sluice.app.bench.plan.LimitCase.PerRequest;
import dev.sluice.app.bench.plan.OvershootRow;
import dev.sluice.app.demo.ScratchFolder;
import dev.sluice.client.kafka.RequestPublisher;
import dev.sluice.client.wire.OutgoingRequest;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Many publishers at once ask for more than the limits allow, of several dispatchers. */
public final class OvershootBench {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration LOOK_EACH = Duration.ofMillis(50);

    private final PrintWriter out;
    private final Plan plan;
    private final Admissions admissions;

    /**
     * @param publishers at the same time, each with a Kafka producer of its own
     * @param dispatchers that share the customers
     * @param requests of each customer
     */
    public record Plan(int publishers, int dispatchers, int requests) {
        public Plan {
            if (publishers < 1 || dispatchers < 1 || requests < 1) {
                throw new IllegalArgumentException(
                        "publishers, dispatchers and requests are at least 1 each");
            }
        }
    }

    private OvershootBench(PrintWriter out, Plan plan, Admissions admissions) {
        this.out = out;
        this.plan = plan;
        this.admissions = admissions;
    }

    /** Prints a table, and returns a line for each limit that was missed, to either side. */
    public static List<String> run(Plan plan, PrintWriter out) throws InterruptedException {
        try (ScratchFolder folder = ScratchFolder.create("sluice-bench-overshoot");
                Admissions admissions =
                        Admissions.start(
                                folder.path(),
                                plan.dispatchers(),
                                BenchConfig.limited(LimitCase.all()))) {
            return new OvershootBench(out, plan, admissions).measure();
        }
    }

    private List<String> measure() throws InterruptedException {
        if (!await(admissions::ready)) {
            return List.of("the dispatchers do not serve");
        }
        String kafka = admissions.cluster().bootstrapServers();
        List<LimitCase> cases = LimitCase.all();
        long all = (long) cases.size() * plan.requests;
        try (AdmittedCount count = AdmittedCount.start(kafka, admissions.cluster().registry())) {
            long start = System.nanoTime();
            publish(kafka, cases);
            boolean done = await(() -> count.decided() >= all);
            double seconds = (System.nanoTime() - start) / 1e9;
            out.printf(
                    "%d publishers, %d dispatchers, %,d requests in %.1f s%n%n",
                    plan.publishers, plan.dispatchers, all, seconds);
            return done
                    ? judge(cases, count)
                    : List.of("%,d of %,d requests were decided".formatted(count.decided(), all));
        }
    }

    private List<String> judge(List<LimitCase> cases, AdmittedCount count) {
        Optional<PerRequest> each = count.each();
        if (each.isEmpty()) {
            return List.of("nothing was admitted");
        }
        List<OvershootRow> rows =
                cases.stream()
                        .map(of ->
                                new OvershootRow(
                                        of,
                                        each.get(),
                                        plan.requests,
                                        count.admitted(of.customer())))
                        .toList();
        out.println(OvershootRow.head());
        rows.forEach(out::println);
        out.println();
        out.println(
                "A gateway that counts in Redis, well configured, as its users published: 2.5 %");
        out.flush();
        return rows.stream().flatMap(row -> row.fault().stream()).toList();
    }

    private void publish(String kafka, List<LimitCase> cases) throws InterruptedException {
        List<Future<?>> publishers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(plan.publishers)) {
            for (int number = 0; number < plan.publishers; number++) {
                int own = number;
                publishers.add(threads.submit(() -> publish(kafka, cases, own)));
            }
        }
        for (Future<?> publisher : publishers) {
            if (publisher.state() == Future.State.FAILED) {
                throw new IllegalStateException("a publisher failed", publisher.exceptionNow());
            }
        }
    }

    /** Its share of each customer's requests, on any partition, by turns of the virtual keys. */
    private void publish(String kafka, List<LimitCase> cases, int own) {
        try (RequestPublisher publisher =
                RequestPublisher.open(
                        kafka,
                        admissions.cluster().topics().requestsTopicId(),
                        admissions.cluster().topics().stagePartitions(),
                        InstantSource.system())) {
            for (int number = own; number < plan.requests; number += plan.publishers) {
                for (LimitCase of : cases) {
                    publisher.publish(request(of, number)).join();
                }
            }
        }
    }

    private static OutgoingRequest request(LimitCase of, int number) {
        String line =
                "{\"custom_id\": \"%d\", \"method\": \"POST\", \"url\": \"/v1/chat/completions\", \"body\": {\"model\": \"%s\", \"max_tokens\": 64, \"messages\": [{\"role\": \"user\", \"content\": \"How much is it?\"}]}}"
                        .formatted(number, BenchConfig.MODEL);
        return new OutgoingRequest(
                Optional.empty(),
                ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)),
                Map.of(
                        "sluice-key",
                        of.customer() + "-" + number % LimitCase.KEYS,
                        "sluice-on-limit",
                        "reject"));
    }

    private static boolean await(BooleanSupplier done) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!done.getAsBoolean() && System.nanoTime() < until) {
            LockSupport.parkNanos(LOOK_EACH.toNanos());
        }
        return done.getAsBoolean();
    }
}
