package dev.sluice.dispatcher.streams.placement;

import com.sun.management.OperatingSystemMXBean;
import dev.sluice.dispatcher.placement.Placement;
import dev.sluice.dispatcher.placement.PlacementDecision;
import dev.sluice.dispatcher.placement.PlacementEvent;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Body;
import dev.sluice.schemas.record.LaneAnnouncement;
import dev.sluice.schemas.record.LaneCondition;
import dev.sluice.schemas.record.Priority;
import dev.sluice.schemas.record.Tenant;
import dev.sluice.streams.BoundedRocksDb;
import dev.sluice.testing.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * Measures, not part of {@code verify}: the line on the store that the stage has, RocksDB with its
 * bounds, without Kafka. Many attempts enter, an owner starts again, some leave for a lane, the
 * rest expires at once. Arguments: an empty folder, how many wait, how many of them are leased. See
 * docs/internals/testing.md.
 */
final class LineBench implements AutoCloseable {

    private static final List<Priority> PRIORITIES =
            List.of(Priority.INTERACTIVE, Priority.STANDARD, Priority.BATCH);
    private static final int BODY_BYTES = 1024;
    private static final int CUSTOMERS = 100;
    private static final int KEYS = 3;
    private static final Instant DEADLINE = Samples.NOON.plus(Duration.ofHours(6));

    private final Path folder;
    private final Random random = new Random(1);
    private KeyValueStore<Bytes, byte[]> store;
    private Placement placement;
    private long decided;
    private long announced;

    private LineBench(Path folder) {
        this.folder = folder;
        this.store = open();
        this.placement = placement();
    }

    public static void main(String[] arguments) {
        long many = Long.parseLong(arguments[1]);
        long leases = Long.parseLong(arguments[2]);
        try (LineBench bench = new LineBench(Path.of(arguments[0]))) {
            bench.measure("enter", many, () -> bench.enter(many));
            bench.measure("start again", many, bench::restart);
            bench.measure("lease", leases, () -> bench.lease(leases));
            bench.measure("snapshot", 1, () -> bench.placement.snapshot(Samples.NOON).report());
            bench.measure("expire", many - leases, bench::expire);
        }
    }

    private void measure(String what, long records, Runnable work) {
        long start = System.nanoTime();
        long cpu = cpuNanos();
        work.run();
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpuSeconds = (cpuNanos() - cpu) / 1e9;
        System.gc();
        Runtime jvm = Runtime.getRuntime();
        System.out.printf(
                "%-12s %,10d  %8.2f s  CPU %8.2f s  %,9.1f µs CPU each  heap %d MiB %s%n",
                what,
                records,
                seconds,
                cpuSeconds,
                cpuSeconds * 1e6 / records,
                (jvm.totalMemory() - jvm.freeMemory()) >> 20,
                resident());
    }

    private void enter(long many) {
        for (long n = 0; n < many; n++) {
            on(new PlacementEvent.Arrived(attempt(n), n), Samples.NOON);
        }
    }

    private Attempt attempt(long n) {
        byte[] body = new byte[BODY_BYTES];
        random.nextBytes(body);
        String customer = "customer-" + n % CUSTOMERS;
        return Attempt.newBuilder(Samples.attempt(Samples.requestId(n)))
                .setTenant(new Tenant(customer, "team", customer + "-" + random.nextInt(KEYS)))
                .setPriority(PRIORITIES.get(random.nextInt(3)))
                .setBody(new Body(ByteBuffer.wrap(body)))
                .setDeadline(DEADLINE)
                .build();
    }

    private void restart() {
        store.close();
        store = open();
        placement = placement();
    }

    /** Sixty-four with each announcement, as one event lets go. */
    private void lease(long leases) {
        decided = 0;
        while (decided < leases) {
            announced++;
            on(new PlacementEvent.Announced(announcement()), Samples.NOON);
        }
    }

    private LaneAnnouncement announcement() {
        return LaneAnnouncement.newBuilder()
                .setLane("sim/key-a")
                .setPool("sim")
                .setPartition(0)
                .setEpoch(1)
                .setNumber(announced)
                .setUpTo(announced * 64)
                .setHeadroomMillis(64_000)
                .setInFlight(0)
                .setCondition(LaneCondition.AVAILABLE)
                .setAt(Samples.NOON)
                .setConfigVersion(1)
                .build();
    }

    private void expire() {
        placement.tick(DEADLINE, () -> true, this::count);
    }

    private void on(PlacementEvent event, Instant now) {
        placement.apply(placement.decide(event, now), now, this::count);
    }

    private void count(PlacementDecision decision) {
        decided += decision instanceof PlacementDecision.Lease ? 1 : 0;
    }

    private Placement placement() {
        return new Placement(Samples.active(Samples.config()), new StateStorePlacementStore(store));
    }

    private KeyValueStore<Bytes, byte[]> open() {
        Properties settings = new Properties();
        settings.put("application.id", "line-bench");
        settings.put("bootstrap.servers", "none:9092");
        settings.put("rocksdb.config.setter", BoundedRocksDb.class.getName());
        StateStoreContext context =
                new MockProcessorContext<>(settings, new TaskId(0, 0), folder.toFile())
                        .getStateStoreContext();
        KeyValueStore<Bytes, byte[]> opened =
                Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(PlacementTopology.STORE),
                                Serdes.Bytes(),
                                Serdes.ByteArray())
                        .withCachingDisabled()
                        .withLoggingDisabled()
                        .build();
        opened.init(context, opened);
        return opened;
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static String resident() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM"))
                    .map(line -> line.replaceAll("\\s+", " "))
                    .findAny()
                    .orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
