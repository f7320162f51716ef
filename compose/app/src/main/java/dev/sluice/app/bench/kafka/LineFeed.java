package dev.sluice.app.bench.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.config.ActiveConfig;
import dev.sluice.config.Lane;
import dev.sluice.config.Price;
import dev.sluice.schemas.id.RequestId;
import dev.sluice.schemas.kafka.AvroWire;
import dev.sluice.schemas.kafka.ClientSettings;
import dev.sluice.schemas.record.AdmittedEvent;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Body;
import dev.sluice.schemas.record.LaneAnnouncement;
import dev.sluice.schemas.record.LaneCondition;
import dev.sluice.schemas.record.Priority;
import dev.sluice.schemas.record.Reservation;
import dev.sluice.schemas.record.Tenant;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Tells placement what admission and a lane would tell it, without an admission or a lane: attempts
 * of many customers and all priorities, and room on a lane. One thread.
 */
public final class LineFeed implements AutoCloseable {

    private static final List<Priority> PRIORITIES =
            List.of(Priority.INTERACTIVE, Priority.STANDARD, Priority.BATCH);
    private static final Duration DEADLINE = Duration.ofHours(6);
    private static final String TOPIC_ID = "AAAAAAAAAAAAAAAAAAAAAA";
    private static final int BODY_BYTES = 1024;
    private static final int CUSTOMERS = 100;
    private static final int KEYS_OF_CUSTOMER = 3;
    private static final int INPUT_TOKENS = 250;
    private static final int OUTPUT_TOKENS = 64;

    private final ActiveConfig config;
    private final Lane lane;
    private final AvroWire<AdmittedEvent> admitted;
    private final AvroWire<LaneAnnouncement> announcements;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Random random = new Random(1);
    private long announced;
    private long upTo;

    private LineFeed(
            ActiveConfig config,
            Lane lane,
            AvroWire<AdmittedEvent> admitted,
            AvroWire<LaneAnnouncement> announcements,
            KafkaProducer<byte[], byte[]> producer) {
        this.config = config;
        this.lane = lane;
        this.admitted = admitted;
        this.announcements = announcements;
        this.producer = producer;
    }

    /** For the first lane of the configuration and its pool. */
    public static LineFeed open(
            String bootstrapServers, SchemaRegistry registry, ActiveConfig config) {
        return new LineFeed(
                config,
                config.lanes().getFirst(),
                AvroWire.of(Topics.ADMITTED, registry),
                AvroWire.of(Topics.LANE_EVENTS, registry),
                new KafkaProducer<>(
                        ClientSettings.producer(bootstrapServers),
                        new ByteArraySerializer(),
                        new ByteArraySerializer()));
    }

    /** Sends the attempt of this number, with a body of 1 KiB; does not wait for Kafka. */
    public void admit(long number, String model, Instant now) {
        send(
                Topics.ADMITTED.name(),
                admitted.encode(new AdmittedEvent(attempt(number, model, millis(now)))));
    }

    /** The lane has room for so many more than were ever told of. */
    public void makeRoom(int more, Instant now) {
        announced++;
        upTo += more;
        LaneAnnouncement announcement =
                LaneAnnouncement.newBuilder()
                        .setLane(lane.id())
                        .setPool(pool())
                        .setPartition(config.lanePartitions().getOrDefault(lane.id(), 0))
                        .setEpoch(1)
                        .setNumber(announced)
                        .setUpTo(upTo)
                        .setHeadroomMillis(more * 1000L)
                        .setInFlight(0)
                        .setCondition(LaneCondition.AVAILABLE)
                        .setAt(millis(now))
                        .setConfigVersion(config.version())
                        .build();
        send(Topics.LANE_EVENTS.name(), announcements.encode(announcement));
    }

    /** Waits until Kafka has all that was sent. */
    public void flush() {
        producer.flush();
    }

    private Attempt attempt(long number, String model, Instant now) {
        Price price = config.config().prices().getFirst();
        String customer = "customer-" + number % CUSTOMERS;
        String key = customer + "-key-" + random.nextInt(KEYS_OF_CUSTOMER);
        byte[] body = new byte[BODY_BYTES];
        random.nextBytes(body);
        return Attempt.newBuilder()
                .setRequestId(new RequestId(TOPIC_ID, 0, number).toString())
                .setAttempt(1)
                .setTenant(new Tenant(customer, "agents", key))
                .setPriority(PRIORITIES.get(random.nextInt(PRIORITIES.size())))
                .setPool(pool())
                .setProvider(lane.provider())
                .setModel(model)
                .setProviderModel(model)
                .setUrl("/v1/chat/completions")
                .setBody(new Body(ByteBuffer.wrap(body)))
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

    private String pool() {
        return lane.groups().getFirst().pool();
    }

    private void send(String topic, byte[] value) {
        Future<RecordMetadata> _ =
                producer.send(new ProducerRecord<>(topic, pool().getBytes(UTF_8), value));
    }

    private static Instant millis(Instant now) {
        return now.truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public void close() {
        producer.close();
    }
}
