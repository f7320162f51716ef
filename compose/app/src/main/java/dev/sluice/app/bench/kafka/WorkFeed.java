package dev.sluice.app.bench.kafka;

import dev.sluice.config.ActiveConfig;
import dev.sluice.config.Lane;
import dev.sluice.config.Price;
import dev.sluice.schemas.kafka.AvroWire;
import dev.sluice.schemas.kafka.ClientSettings;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Body;
import dev.sluice.schemas.record.Reservation;
import dev.sluice.schemas.record.Tenant;
import dev.sluice.schemas.record.Work;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Gives work to a worker as placement would, without a placement: what the worker does with it is
 * the worker's alone. One thread.
 */
public final class WorkFeed implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofMinutes(10);
    private static final int INPUT_TOKENS = 100;
    private static final int OUTPUT_TOKENS = 64;

    private final ActiveConfig config;
    private final List<Lane> lanes;
    private final AvroWire<Work> wire;
    private final KafkaProducer<byte[], byte[]> producer;
    private final PlainReader ends;

    private WorkFeed(
            ActiveConfig config,
            List<Lane> lanes,
            AvroWire<Work> wire,
            KafkaProducer<byte[], byte[]> producer,
            PlainReader ends) {
        this.config = config;
        this.lanes = lanes;
        this.wire = wire;
        this.producer = producer;
        this.ends = ends;
    }

    /**
     * To all lanes of the provider, in turn.
     *
     * @param ended runs for each end, on a thread of its own
     */
    public static WorkFeed open(
            String bootstrapServers,
            SchemaRegistry registry,
            ActiveConfig config,
            String provider,
            Runnable ended)
            throws InterruptedException {
        PlainReader ends =
                PlainReader.start(bootstrapServers, Topics.OUTCOMES.name(), _ -> ended.run());
        return new WorkFeed(
                config,
                config.lanes().stream().filter(lane -> lane.provider().equals(provider)).toList(),
                AvroWire.of(Topics.WORK, registry),
                new KafkaProducer<>(
                        ClientSettings.producer(bootstrapServers),
                        new ByteArraySerializer(),
                        new ByteArraySerializer()),
                ends);
    }

    /** Sends a lane the attempt of this number, with this body; does not wait for Kafka. */
    public void give(int number, String model, String body, Instant now) {
        Lane lane = lanes.get(number % lanes.size());
        Work work =
                Work.newBuilder()
                        .setAttempt(attempt(number, lane, model, body, at(now)))
                        .setLane(lane.id())
                        .setLease(1 + number / lanes.size())
                        .setEpoch(0)
                        .setLeasedAt(at(now))
                        .build();
        Future<RecordMetadata> _ =
                producer.send(
                        new ProducerRecord<>(
                                Topics.WORK.name(),
                                config.lanePartitions().get(lane.id()),
                                lane.id().getBytes(StandardCharsets.UTF_8),
                                wire.encode(work)));
    }

    private Attempt attempt(int number, Lane lane, String model, String body, Instant now) {
        Price price = config.config().prices().getFirst();
        return Attempt.newBuilder()
                .setRequestId("AAAAAAAAAAAAAAAAAAAAAA.0." + number)
                .setAttempt(1)
                .setTenant(new Tenant("bench", "agents", "bench"))
                .setPool(lane.groups().getFirst().pool())
                .setProvider(lane.provider())
                .setModel(model)
                .setProviderModel(model)
                .setUrl("/v1/chat/completions")
                .setBody(new Body(ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8))))
                .setInputTokens(INPUT_TOKENS)
                .setMaxOutputTokens(OUTPUT_TOKENS)
                .setReservation(
                        new Reservation(price.cost(INPUT_TOKENS, OUTPUT_TOKENS), price.id()))
                .setDeadline(now.plus(DEADLINE))
                .setAcceptedAt(now)
                .setAdmittedAt(now)
                .setConfigVersion(config.version())
                .build();
    }

    private static Instant at(Instant now) {
        return now.truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public void close() {
        ends.close();
        producer.close();
    }
}
