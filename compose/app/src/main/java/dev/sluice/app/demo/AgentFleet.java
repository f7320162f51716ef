package dev.sluice.app.demo;

import dev.sluice.app.roles.ClusterLink;
import dev.sluice.client.kafka.RequestPublisher;
import dev.sluice.client.kafka.ResultsReader;
import dev.sluice.client.wire.OutgoingRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Agents as they would be without knowing of limits: each publishes all it has at once, with a
 * producer of its own, and waits for the answers. One thread.
 */
final class AgentFleet implements AutoCloseable {

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long SHOW_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final FleetCount count = new FleetCount();
    private final ResultsReader reader;
    private final List<RequestPublisher> publishers = new ArrayList<>();

    private AgentFleet(ClusterLink cluster, int agents, InstantSource clock) {
        for (int n = 0; n < agents; n++) {
            publishers.add(
                    RequestPublisher.open(
                            cluster.bootstrapServers(),
                            cluster.topics().requestsTopicId(),
                            cluster.topics().stagePartitions(),
                            clock));
        }
        reader =
                ResultsReader.start(
                        cluster.bootstrapServers(),
                        cluster.registry(),
                        ResultsReader.From.END,
                        count::add,
                        clock);
    }

    /** Opens the agents' clients; they see every result from then on. */
    static AgentFleet open(ClusterLink cluster, int agents, InstantSource clock) {
        AgentFleet fleet = new AgentFleet(cluster, agents, clock);
        while (!fleet.reader.positioned()) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return fleet;
    }

    FleetCount count() {
        return count;
    }

    /** Publishes everything without waiting for anything and returns when Kafka has it. */
    void publish(List<WorkloadRequest> requests) {
        List<CompletableFuture<?>> sent = new ArrayList<>();
        for (WorkloadRequest request : requests) {
            sent.add(
                    publishers.get(request.agent() % publishers.size()).publish(outgoing(request)));
        }
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();
    }

    /**
     * Blocks until there are so many results, showing progress meanwhile.
     *
     * @return whether they came within {@code max}
     */
    boolean await(int results, Duration max, Runnable progress) {
        long until = System.nanoTime() + max.toNanos();
        long shown = System.nanoTime();
        while (count.results() < results) {
            LockSupport.parkNanos(LOOK_NANOS);
            long now = System.nanoTime();
            if (now - until > 0) {
                return false;
            }
            if (now - shown > SHOW_NANOS) {
                progress.run();
                shown = now;
            }
        }
        return true;
    }

    @Override
    public void close() {
        reader.close();
        publishers.forEach(RequestPublisher::close);
    }

    private static OutgoingRequest outgoing(WorkloadRequest request) {
        return new OutgoingRequest(
                Optional.of(request.customer()),
                ByteBuffer.wrap(request.line().getBytes(StandardCharsets.UTF_8)),
                Map.of(
                        OutgoingRequest.KEY_HEADER,
                        request.virtualKey(),
                        "sluice-workflow",
                        request.workflow(),
                        "sluice-step",
                        request.step()));
    }
}
