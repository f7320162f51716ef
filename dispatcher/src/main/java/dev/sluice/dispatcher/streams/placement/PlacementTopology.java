package dev.sluice.dispatcher.streams.placement;

import dev.sluice.config.ConfigSource;
import dev.sluice.schemas.kafka.AvroWire;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.streams.ArrivalTime;
import dev.sluice.streams.TimeSlice;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** How placement's parts are put together. */
final class PlacementTopology {

    static final String STORE = "placement-store";
    static final String WORK = "work";
    static final String OUTCOMES = "outcomes";
    static final String DEAD_LETTERS = "dead-letters";

    private static final String LANE_EVENTS = "lane-events";
    private static final String ADMITTED = "admitted";
    private static final String PLACEMENT = "placement";

    private PlacementTopology() {}

    /**
     * @param nanoClock a monotonic clock, that ends a tick's work in time
     * @param board is told what waits
     */
    static Topology build(
            ConfigSource config,
            SchemaRegistry registry,
            InstantSource clock,
            LongSupplier nanoClock,
            QueueBoard board) {
        PlacementInput input = new PlacementInput(registry);
        Topology topology = new Topology();
        addSource(topology, LANE_EVENTS, Topics.LANE_EVENTS.name(), ArrivalTime.ofControl(clock));
        addSource(topology, ADMITTED, Topics.ADMITTED.name(), ArrivalTime.ofWork(clock));
        topology.addProcessor(
                PLACEMENT,
                () ->
                        new PlacementProcessor(
                                config,
                                input,
                                clock,
                                new TimeSlice(nanoClock, TimeSlice.LENGTH),
                                board),
                LANE_EVENTS,
                ADMITTED);
        topology.addStateStore(store(), PLACEMENT);
        addSinks(topology, config, registry);
        return topology;
    }

    private static void addSource(
            Topology topology, String name, String topic, TimestampExtractor time) {
        topology.addSource(
                AutoOffsetReset.earliest(),
                name,
                time,
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                topic);
    }

    private static void addSinks(Topology topology, ConfigSource config, SchemaRegistry registry) {
        ByteArraySerializer keys = new ByteArraySerializer();
        topology.addSink(
                WORK,
                Topics.WORK.name(),
                keys,
                AvroWire.of(Topics.WORK, registry),
                new LanePartitioner(config),
                PLACEMENT);
        topology.addSink(
                OUTCOMES,
                Topics.OUTCOMES.name(),
                keys,
                AvroWire.of(Topics.OUTCOMES, registry),
                PLACEMENT);
        topology.addSink(
                DEAD_LETTERS,
                Topics.DEAD_LETTERS.name(),
                keys,
                AvroWire.of(Topics.DEAD_LETTERS, registry),
                PLACEMENT);
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> store() {
        return Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(STORE), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of());
    }
}
