package dev.sluice.integration;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import dev.sluice.app.kafka.EmbeddedKafka;
import dev.sluice.app.kafka.EmbeddedKafkaConfig;
import dev.sluice.app.kafka.TopicAdmin;
import dev.sluice.app.kafka.TopicPlan;
import dev.sluice.app.roles.ClusterLink;
import dev.sluice.config.ActiveConfig;
import dev.sluice.dispatcher.placement.QueueReport;
import dev.sluice.dispatcher.streams.placement.PlacementStage;
import dev.sluice.schemas.kafka.AvroWire;
import dev.sluice.schemas.kafka.ClientSettings;
import dev.sluice.schemas.kafka.RoleSettings;
import dev.sluice.schemas.record.AdmittedEvent;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Body;
import dev.sluice.schemas.record.LaneAnnouncement;
import dev.sluice.schemas.record.LaneCondition;
import dev.sluice.schemas.record.Priority;
import dev.sluice.schemas.record.Tenant;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.testing.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Measures, not part of {@code verify}: placement alone on a Kafka in the same JVM takes many
 * attempts in, starts again with and without its state, and leases them. Arguments: folder, how
 * many wait, how many of them are leased. See docs/internals/testing.md.
 */
final class WaitingMillion implements AutoCloseable {

    private static final List<Priority> PRIORITIES =
            List.of(Priority.INTERACTIVE, Priority.STANDARD, Priority.BATCH);
    private static final int BODY_BYTES = 1024;
    private static final int CUSTOMERS = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final Path folder;
    private final EmbeddedKafka kafka;
    private final ClusterLink cluster;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Random random = new Random(1);
    private PlacementStage stage;
    private long announced;

    private WaitingMillion(Path folder) {
        this.folder = folder;
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), EmbeddedKafkaConfig.loopback(0));
        try (TopicAdmin topics = TopicAdmin.connect(kafka.bootstrapServers())) {
            topics.create(TopicPlan.embedded());
        }
        cluster = ClusterLink.open(kafka.bootstrapServers(), Optional.empty());
        cluster.registerSchemas();
        producer =
                new KafkaProducer<>(
                        ClientSettings.producer(kafka.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        stage = start();
    }

    public static void main(String[] arguments) throws IOException {
        long many = Long.parseLong(arguments[1]);
        long leases = Long.parseLong(arguments[2]);
        try (WaitingMillion run = new WaitingMillion(Path.of(arguments[0]))) {
            run.measure("in", many, () -> run.enter(many), () -> run.waiting() == many);
            run.measure("clean restart", many, run::restart, () -> run.waiting() == many);
            run.measure("restart without state", many, run::startAnew, () -> run.waiting() == many);
            run.measure("out", leases, () -> {}, () -> run.lease() <= many - leases);
        }
    }

    private void measure(String what, long records, Runnable begin, BooleanSupplier done) {
        long start = System.nanoTime();
        long cpu = cpuNanos();
        begin.run();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new IllegalStateException(what + " takes too long: " + waiting());
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.gc();
        Runtime jvm = Runtime.getRuntime();
        System.out.printf(
                "%-22s %,10d  %7.1f s  %,8.0f/s  %,.0f µs CPU each  heap %d MiB  %s%n",
                what,
                records,
                seconds,
                records / seconds,
                (cpuNanos() - cpu) / 1e3 / records,
                (jvm.totalMemory() - jvm.freeMemory()) >> 20,
                resident());
    }

    private void enter(long many) {
        AvroWire<AdmittedEvent> wire = AvroWire.of(Topics.ADMITTED, cluster.registry());
        byte[] pool = "sim".getBytes(UTF_8);
        for (long n = 0; n < many; n++) {
            byte[] value = wire.encode(new AdmittedEvent(attempt(n)));
            send(new ProducerRecord<>(Topics.ADMITTED.name(), pool, value));
        }
        producer.flush();
    }

    /** What fails is seen by the next flush, or by what never arrives. */
    @SuppressWarnings("FutureReturnValueIgnored") // a million futures are not looked at one by one
    private void send(ProducerRecord<byte[], byte[]> message) {
        producer.send(message);
    }

    private Attempt attempt(long n) {
        byte[] body = new byte[BODY_BYTES];
        random.nextBytes(body);
        String customer = "customer-" + n % CUSTOMERS;
        return Attempt.newBuilder(Samples.attempt(Samples.requestId(n)))
                .setTenant(new Tenant(customer, "team", customer + "-key-" + random.nextInt(3)))
                .setPriority(PRIORITIES.get(random.nextInt(3)))
                .setBody(new Body(ByteBuffer.wrap(body)))
                .setDeadline(Instant.now().plus(Duration.ofHours(6)))
                .build();
    }

    private PlacementStage start() {
        ActiveConfig config = Samples.active(Samples.config());
        RoleSettings settings =
                new RoleSettings(
                        kafka.bootstrapServers(),
                        folder.resolve("state"),
                        "one",
                        Samples.PARTITIONS,
                        Samples.TOPIC_ID);
        return PlacementStage.start(settings, config, cluster.registry(), InstantSource.system());
    }

    private void restart() {
        stage.close();
        stage = start();
    }

    private void startAnew() {
        stage.close();
        try (Stream<Path> files = Files.walk(folder.resolve("state"))) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        stage = start();
    }

    private long waiting() {
        return stage.queue().report().pools().stream().mapToLong(QueueReport.Pool::waiting).sum();
    }

    /** As a very fast lane would: room for some more, many times a second. */
    private long lease() {
        announced++;
        LaneAnnouncement announcement =
                LaneAnnouncement.newBuilder()
                        .setLane("sim/key-a")
                        .setPool("sim")
                        .setPartition(0)
                        .setEpoch(1)
                        .setNumber(announced)
                        .setUpTo(announced * 200)
                        .setHeadroomMillis(200_000)
                        .setInFlight(0)
                        .setCondition(LaneCondition.AVAILABLE)
                        .setAt(Instant.now())
                        .setConfigVersion(1)
                        .build();
        byte[] value = AvroWire.of(Topics.LANE_EVENTS, cluster.registry()).encode(announcement);
        byte[] pool = "sim".getBytes(UTF_8);
        send(new ProducerRecord<>(Topics.LANE_EVENTS.name(), pool, value));
        return waiting();
    }

    /** Of the whole process: broker, producer and placement. */
    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static String resident() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS") || line.startsWith("VmHWM"))
                    .map(line -> line.replaceAll("\\s+", " "))
                    .reduce("", (one, other) -> one + " " + other);
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() {
        stage.close();
        producer.close();
        cluster.close();
        kafka.close();
    }
}
