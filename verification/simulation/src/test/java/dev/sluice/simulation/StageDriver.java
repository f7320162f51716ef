package dev.sluice.simulation;

import dev.sluice.schemas.kafka.AvroWire;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topic.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;

/** One stage, driven by virtual time: what it writes is handed on after each step. */
final class StageDriver implements AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(20);

    private final TopologyTestDriver driver;
    private final SchemaRegistry registry;
    private Runnable outputs = () -> {};

    StageDriver(
            String name, Topology topology, Timeline time, SchemaRegistry registry, Path folder) {
        Properties settings = new Properties();
        settings.put("application.id", "sluice-" + name);
        settings.put("bootstrap.servers", "none:9092");
        settings.put("state.dir", folder.resolve(name).toString());
        this.registry = registry;
        this.driver = new TopologyTestDriver(topology, settings, time.instant());
        time.every(
                TICK,
                () -> {
                    driver.advanceWallClockTime(TICK);
                    outputs.run();
                });
    }

    /** What records of this topic meet. */
    <V extends SpecificRecord> Consumer<V> input(Topic<V> topic) {
        AvroWire<V> wire = AvroWire.of(topic, registry);
        var input =
                driver.createInputTopic(
                        topic.name(), new StringSerializer(), new ByteArraySerializer());
        return value -> {
            input.pipeInput("key", wire.encode(value));
            outputs.run();
        };
    }

    <V extends SpecificRecord> void onOutput(Topic<V> topic, Consumer<V> reader) {
        TestOutputTopic<String, V> output =
                driver.createOutputTopic(
                        topic.name(), new StringDeserializer(), AvroWire.of(topic, registry));
        Runnable before = outputs;
        outputs =
                () -> {
                    before.run();
                    output.readValuesToList().forEach(reader);
                };
    }

    @Override
    public void close() {
        driver.close();
    }
}
