package dev.sluice.ledger.streams;

import dev.sluice.ledger.audit.AuditRootKey;
import dev.sluice.ledger.samples.Chains;
import dev.sluice.schemas.kafka.AvroWire;
import dev.sluice.schemas.kafka.ClientSettings;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.ConfigDocument;
import dev.sluice.schemas.record.Decision;
import dev.sluice.schemas.record.KeyCommand;
import dev.sluice.schemas.registry.MemorySchemaRegistry;
import dev.sluice.schemas.topic.Topic;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.testing.Samples;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;

/** The ledger's topology in a test driver, at noon, with the sample configuration. */
final class LedgerDriver implements AutoCloseable {

    static final AuditRootKey ROOT = Chains.rootKey("root");

    private final MemorySchemaRegistry registry = new MemorySchemaRegistry();
    private final Map<String, TestInputTopic<byte[], byte[]>> inputs = new HashMap<>();
    private final TopologyTestDriver driver;
    private Instant clock = Samples.NOON;

    LedgerDriver(Path stateDir) {
        Topics.ALL.forEach(topic -> registry.register(topic.subject(), topic.schema()));
        Properties properties = new Properties();
        properties.putAll(
                ClientSettings.stage(
                        "unused:1", "sluice-ledger", stateDir.toString(), Duration.ofMillis(200)));
        driver = new TopologyTestDriver(topology(), properties, Samples.NOON);
    }

    private Topology topology() {
        LedgerTools tools =
                LedgerStage.tools(
                        Samples.active(Samples.config()),
                        registry,
                        () -> clock,
                        ROOT,
                        Chains.ORIGIN);
        return LedgerTopology.of(() -> new LedgerProcessor(tools), () -> clock);
    }

    String described() {
        return topology().describe().toString();
    }

    void end(AttemptEnd end) {
        pipe(Topics.OUTCOMES, end.getTenant().getCustomer(), encode(Topics.OUTCOMES, end));
    }

    /** An end that was written then. */
    void endOf(Instant recordTime, AttemptEnd end) {
        Instant now = clock;
        clock = recordTime;
        end(end);
        clock = now;
    }

    void decision(Decision decision) {
        pipe(
                Topics.DECISIONS,
                decision.getTenant().getCustomer(),
                encode(Topics.DECISIONS, decision));
    }

    void order(KeyCommand command) {
        pipe(Topics.KEYS, "sim/key-a", encode(Topics.KEYS, command));
    }

    void config(ConfigDocument document) {
        pipe(Topics.CONFIG, "2", encode(Topics.CONFIG, document));
    }

    void bytes(Topic<?> topic, byte[] value) {
        pipe(topic, "acme", value);
    }

    private void pipe(Topic<?> topic, String key, byte[] value) {
        inputs.computeIfAbsent(
                        topic.name(),
                        name ->
                                driver.createInputTopic(
                                        name, new ByteArraySerializer(), new ByteArraySerializer()))
                .pipeInput(key.getBytes(StandardCharsets.UTF_8), value, clock.toEpochMilli());
    }

    private <V extends SpecificRecord> byte[] encode(Topic<V> topic, V value) {
        return AvroWire.of(topic, registry).encode(value);
    }

    /** Everything that was written to a topic since the last look. */
    <V extends SpecificRecord> List<V> read(Topic<V> topic) {
        AvroWire<V> wire = AvroWire.of(topic, registry);
        return output(topic).readValuesToList().stream().map(wire::decode).toList();
    }

    /** As {@link #read}, the last value of each key. */
    <V extends SpecificRecord> Map<String, V> latest(Topic<V> topic) {
        AvroWire<V> wire = AvroWire.of(topic, registry);
        Map<String, V> latest = new HashMap<>();
        output(topic)
                .readKeyValuesToList()
                .forEach(pair ->
                        latest.put(
                                new String(pair.key, StandardCharsets.UTF_8),
                                wire.decode(pair.value)));
        return latest;
    }

    private TestOutputTopic<byte[], byte[]> output(Topic<?> topic) {
        return driver.createOutputTopic(
                topic.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Lets the clock run. */
    void pass(Duration time) {
        clock = clock.plus(time);
        driver.advanceWallClockTime(time);
    }

    /** Keys in the store. */
    long stored(char prefix) {
        long count = 0;
        try (var all =
                driver.<org.apache.kafka.common.utils.Bytes, byte[]>getKeyValueStore(
                                LedgerTopology.STORE)
                        .all()) {
            while (all.hasNext()) {
                count += all.next().key.get()[0] == prefix ? 1 : 0;
            }
        }
        return count;
    }

    @Override
    public void close() {
        driver.close();
    }
}
