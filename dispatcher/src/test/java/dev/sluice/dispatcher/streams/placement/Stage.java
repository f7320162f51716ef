package dev.sluice.dispatcher.streams.placement;

import dev.sluice.config.ActiveConfig;
import dev.sluice.schemas.kafka.AvroWire;
import dev.sluice.schemas.record.AdmittedEvent;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.DeadLetter;
import dev.sluice.schemas.record.LaneAnnouncement;
import dev.sluice.schemas.record.LaneCondition;
import dev.sluice.schemas.record.Withdrawal;
import dev.sluice.schemas.record.WithdrawalReason;
import dev.sluice.schemas.record.Work;
import dev.sluice.schemas.topic.Topic;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.testing.FickleRegistry;
import dev.sluice.testing.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;

/** The topology on its test driver, with a clock that the test turns. */
final class Stage implements AutoCloseable {

    static final ActiveConfig CONFIG = Samples.active(Samples.config());
    static final String LANE_A = "sim/key-a";
    static final String LANE_B = "sim/key-b";

    final FickleRegistry registry = new FickleRegistry();
    private final TopologyTestDriver driver;
    private Instant now = Samples.NOON;
    final QueueBoard board = new QueueBoard();

    final TestInputTopic<String, AdmittedEvent> admitted;
    final TestInputTopic<String, LaneAnnouncement> laneEvents;
    final TestInputTopic<String, byte[]> rawAdmitted;
    final TestOutputTopic<String, Work> work;
    final TestOutputTopic<String, AttemptEnd> outcomes;
    final TestOutputTopic<String, DeadLetter> deadLetters;

    Stage(Path stateDir) {
        for (Topic<? extends SpecificRecord> topic : Topics.ALL) {
            registry.register(topic.subject(), topic.schema());
        }
        Properties settings = new Properties();
        settings.put("application.id", "sluice-placement");
        settings.put("bootstrap.servers", "none:9092");
        settings.put("state.dir", stateDir.toString());
        driver = new TopologyTestDriver(topology(), settings, now);
        admitted = input(Topics.ADMITTED);
        laneEvents = input(Topics.LANE_EVENTS);
        rawAdmitted =
                driver.createInputTopic(
                        Topics.ADMITTED.name(), new StringSerializer(), new ByteArraySerializer());
        work = output(Topics.WORK);
        outcomes = output(Topics.OUTCOMES);
        deadLetters = output(Topics.DEAD_LETTERS);
    }

    Topology topology() {
        return PlacementTopology.build(CONFIG, registry, () -> now, () -> 0L, board);
    }

    KeyValueStore<Bytes, byte[]> store() {
        return driver.getKeyValueStore(PlacementTopology.STORE);
    }

    Instant now() {
        return now;
    }

    /** Lets time pass in the steps in which the stage looks at it. */
    void pass(Duration time) {
        now = now.plus(time);
        driver.advanceWallClockTime(time);
    }

    void arrive(long offset) {
        arrive(Samples.attempt(Samples.requestId(offset)));
    }

    void arrive(Attempt attempt) {
        admitted.pipeInput(attempt.getPool(), new AdmittedEvent(attempt));
    }

    void withdraw(long offset) {
        admitted.pipeInput(
                "sim",
                new AdmittedEvent(
                        new Withdrawal(Samples.requestId(offset), 1, WithdrawalReason.DEADLINE)));
    }

    void announce(String lane, long epoch, long number, long upTo) {
        laneEvents.pipeInput(
                "sim",
                LaneAnnouncement.newBuilder()
                        .setLane(lane)
                        .setPool("sim")
                        .setPartition(CONFIG.lanePartitions().getOrDefault(lane, 0))
                        .setEpoch(epoch)
                        .setNumber(number)
                        .setUpTo(upTo)
                        .setHeadroomMillis(1000 * upTo)
                        .setInFlight(0)
                        .setCondition(LaneCondition.AVAILABLE)
                        .setAt(now)
                        .setConfigVersion(1)
                        .build());
    }

    @Override
    public void close() {
        driver.close();
    }

    private <V extends SpecificRecord> TestInputTopic<String, V> input(Topic<V> topic) {
        return driver.createInputTopic(
                topic.name(), new StringSerializer(), AvroWire.of(topic, registry));
    }

    private <V extends SpecificRecord> TestOutputTopic<String, V> output(Topic<V> topic) {
        return driver.createOutputTopic(
                topic.name(), new StringDeserializer(), AvroWire.of(topic, registry));
    }
}
