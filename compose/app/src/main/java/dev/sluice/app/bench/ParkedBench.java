package dev.sluice.app.bench;

import dev.sluice.app.bench.kafka.DecisionCount;
import dev.sluice.app.demo.ScratchFolder;
import dev.sluice.client.kafka.RequestPublisher;
import dev.sluice.client.wire.OutgoingRequest;
import dev.sluice.schemas.id.RequestId;
import dev.sluice.schemas.record.DecisionKind;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** How many requests admission decides a second, and how many may be parked at their limits. */
public final class ParkedBench {

    private static final int TENTH = 10;
    private static final int UNACKNOWLEDGED_MAX = 10_000;

    /** Its keys have no limit that binds. */
    private static final String FREE = "free";

    private final PrintWriter out;
    private final Plan plan;
    private final Admissions admissions;
    private final DecisionCount decisions;
    private final RequestPublisher publisher;

    /**
     * @param requests that are parked together
     * @param keys virtual keys that they come from; each may send one request a year
     */
    public record Plan(int requests, int keys) {
        public Plan {
            if (requests < 1 || keys < 1) {
                throw new IllegalArgumentException("there is at least one request and one key");
            }
        }
    }

    private ParkedBench(
            PrintWriter out,
            Plan plan,
            Admissions admissions,
            DecisionCount decisions,
            RequestPublisher publisher) {
        this.out = out;
        this.plan = plan;
        this.admissions = admissions;
        this.decisions = decisions;
        this.publisher = publisher;
    }

    /** Prints a table, and returns a line for each bound that was missed. */
    public static List<String> run(Plan plan, PrintWriter out) throws InterruptedException {
        try (ScratchFolder folder = ScratchFolder.create("sluice-bench-parked");
                Admissions admissions =
                        Admissions.start(folder.path(), 1, BenchConfig.strict(plan.keys));
                DecisionCount decisions =
                        DecisionCount.start(
                                admissions.kafka().bootstrapServers(),
                                admissions.cluster().registry());
                RequestPublisher publisher =
                        RequestPublisher.open(
                                admissions.kafka().bootstrapServers(),
                                admissions.cluster().topics().requestsTopicId(),
                                admissions.cluster().topics().stagePartitions(),
                                InstantSource.system())) {
            return new ParkedBench(out, plan, admissions, decisions, publisher).measure();
        } catch (StepTable.StepTooLongException e) {
            return List.of(e.getMessage());
        }
    }

    private List<String> measure() {
        StepTable table =
                StepTable.begin(
                        out,
                        () ->
                                "%,d are parked, %,d admitted"
                                        .formatted(
                                                decisions.of(DecisionKind.PARKED),
                                                decisions.of(DecisionKind.ADMITTED)));
        int first = Math.max(1, plan.requests / TENTH);
        table.step("are admitted", first, () -> publishFree(first), () -> admitted() == first);
        int whole = first + plan.keys;
        table.step(
                "one of each key",
                plan.keys,
                () -> publish(0, plan.keys),
                () -> admitted() == whole);
        long before =
                table.step(
                        "are parked, a tenth",
                        first,
                        () -> publish(0, first),
                        () -> parked() == first);
        long after =
                table.step(
                        "are parked, the rest",
                        plan.requests - first,
                        () -> publish(first, plan.requests),
                        () -> parked() == plan.requests);
        table.step(
                "are there after a restart", plan.requests, admissions::restart, admissions::ready);
        table.step(
                "are there without state",
                plan.requests,
                admissions::restartWithoutState,
                admissions::ready);
        return StepTable.growth(before, after);
    }

    private long admitted() {
        return decisions.of(DecisionKind.ADMITTED);
    }

    private long parked() {
        return decisions.of(DecisionKind.PARKED);
    }

    private void publish(int from, int to) {
        List<OutgoingRequest> requests = new ArrayList<>(UNACKNOWLEDGED_MAX);
        for (int number = from; number < to; number++) {
            int key = number % plan.keys;
            requests.add(request(BenchConfig.strictCustomer(key), BenchConfig.strictKey(key)));
            if (requests.size() == UNACKNOWLEDGED_MAX || number == to - 1) {
                send(requests);
                requests.clear();
            }
        }
    }

    private void publishFree(int many) {
        for (int left = many; left > 0; left -= UNACKNOWLEDGED_MAX) {
            List<OutgoingRequest> requests = new ArrayList<>();
            for (int number = 0; number < Math.min(left, UNACKNOWLEDGED_MAX); number++) {
                String customer = FREE + "-" + number % TENTH;
                requests.add(request(customer, customer));
            }
            send(requests);
        }
    }

    private void send(List<OutgoingRequest> requests) {
        List<CompletableFuture<RequestId>> sent =
                requests.stream().map(publisher::publish).toList();
        sent.forEach(CompletableFuture::join);
    }

    private static OutgoingRequest request(String customer, String key) {
        String line =
                "{\"method\": \"POST\", \"url\": \"/v1/chat/completions\", \"body\": {\"model\": \"%s\", \"max_tokens\": 64, \"messages\": [{\"role\": \"user\", \"content\": \"How much is it?\"}]}}"
                        .formatted(BenchConfig.MODEL);
        return new OutgoingRequest(
                Optional.of(customer),
                ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)),
                Map.of("sluice-key", key, "sluice-deadline", "2h"));
    }
}
