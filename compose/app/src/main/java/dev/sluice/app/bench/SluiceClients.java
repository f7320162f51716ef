package dev.sluice.app.bench;

import dev.sluice.app.roles.ClusterLink;
import dev.sluice.client.kafka.RequestPublisher;
import dev.sluice.client.kafka.ResultsReader;
import dev.sluice.client.wire.OutgoingRequest;
import dev.sluice.schemas.id.RequestId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What publishes a bench's requests and hears their results. Used by one thread. */
final class SluiceClients implements AutoCloseable {

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final RequestPublisher publisher;
    private final ResultsReader reader;

    private SluiceClients(RequestPublisher publisher, ResultsReader reader) {
        this.publisher = publisher;
        this.reader = reader;
    }

    /** They see every result from then on; the listener is called on a thread of the reader's. */
    static SluiceClients open(ClusterLink cluster, ResultsReader.Listener listener) {
        InstantSource clock = InstantSource.system();
        RequestPublisher publisher =
                RequestPublisher.open(
                        cluster.bootstrapServers(),
                        cluster.topics().requestsTopicId(),
                        cluster.topics().stagePartitions(),
                        clock);
        ResultsReader reader =
                ResultsReader.start(
                        cluster.bootstrapServers(),
                        cluster.registry(),
                        ResultsReader.From.END,
                        listener,
                        clock);
        while (!reader.positioned()) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return new SluiceClients(publisher, reader);
    }

    /** Sends a line of a customer whose virtual key has its name, and does not wait for Kafka. */
    void publish(String customer, String line, Duration deadline) {
        CompletableFuture<RequestId> _ =
                publisher.publish(
                        new OutgoingRequest(
                                Optional.of(customer),
                                ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)),
                                Map.of(
                                        OutgoingRequest.KEY_HEADER,
                                        customer,
                                        OutgoingRequest.OptionalHeader.DEADLINE.wireName(),
                                        deadline.toSeconds() + "s")));
    }

    @Override
    public void close() {
        reader.close();
        publisher.close();
    }
}
