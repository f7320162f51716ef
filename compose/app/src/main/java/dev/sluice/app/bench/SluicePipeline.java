package dev.sluice.app.bench;

import dev.sluice.app.bench.plan.LoadRequest;
import dev.sluice.app.roles.ClusterLink;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Requests through a whole Sluice, by eight customers in turn; the provider's time is its own. */
final class SluicePipeline implements Pipeline {

    /** Enough of them that every partition has some. */
    static final List<String> CUSTOMERS =
            IntStream.range(0, 8).mapToObj(n -> "customer-" + n).toList();

    private static final int WORDS = 80;
    private static final int OUTPUT = 24;
    private static final Duration DEADLINE = Duration.ofMinutes(2);

    private final SluiceClients clients;
    private final Duration latency;

    private SluicePipeline(SluiceClients clients, Duration latency) {
        this.clients = clients;
        this.latency = latency;
    }

    /** Ends go to the log, less what the result says that the provider took. */
    static SluicePipeline open(ClusterLink cluster, Duration latency, LatencyLog log) {
        return new SluicePipeline(
                SluiceClients.open(
                        cluster,
                        result ->
                                log.ended(
                                        Integer.parseInt(result.getCustomId().orElseThrow()),
                                        Duration.ofMillis(result.getProviderMillis()))),
                latency);
    }

    @Override
    public void send(int number) {
        String customer = CUSTOMERS.get(number % CUSTOMERS.size());
        LoadRequest request = new LoadRequest(number, customer, WORDS, OUTPUT, latency);
        clients.publish(customer, request.line(BenchConfig.MODEL), DEADLINE);
    }

    @Override
    public void close() {
        clients.close();
    }
}
