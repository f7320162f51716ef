package dev.sluice.dispatcher.streams.admission;

import dev.sluice.config.ConfigSource;
import dev.sluice.config.SecretRef;
import dev.sluice.schemas.kafka.AvroWire;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topic.Topic;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.streams.ArrivalTime;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Admission's inputs, its one processor with its one store, and its outputs. */
final class AdmissionTopology {

    static final String PROCESSOR = "admission";
    static final String STORE = "admission-state";

    private AdmissionTopology() {}

    /**
     * @param requestsTopicId of which request ids are made
     * @param secrets from a reference to the secret
     * @param nanoClock monotonic, bounds the work of a punctuation
     */
    static Topology of(
            ConfigSource config,
            SchemaRegistry registry,
            String requestsTopicId,
            int stagePartitions,
            Function<SecretRef, String> secrets,
            InstantSource clock,
            LongSupplier nanoClock) {
        Topology topology = new Topology();
        source(topology, Topics.REQUESTS, ArrivalTime.ofAppended(clock));
        source(topology, Topics.REROUTED, ArrivalTime.ofOwn(clock));
        source(topology, Topics.OUTCOMES, ArrivalTime.ofControl(clock));
        source(topology, Topics.CANCELS, ArrivalTime.ofControl(clock));
        topology.addProcessor(
                PROCESSOR,
                () ->
                        new AdmissionProcessor(
                                config,
                                registry,
                                requestsTopicId,
                                stagePartitions,
                                secrets,
                                clock,
                                nanoClock),
                name(Topics.REQUESTS),
                name(Topics.REROUTED),
                name(Topics.OUTCOMES),
                name(Topics.CANCELS));
        topology.addStateStore(store(), PROCESSOR);
        sink(topology, registry, Topics.REROUTED, OwnerPartition::ofKey);
        sink(topology, registry, Topics.ADMITTED, OwnerPartition::ofKey);
        sink(topology, registry, Topics.DECISIONS, OwnerPartition::ofDecision);
        sink(topology, registry, Topics.RESULTS, OwnerPartition::ofResult);
        sink(topology, registry, Topics.DEAD_LETTERS, OwnerPartition::asUsual);
        return topology;
    }

    /** A sink has the name of its topic in front, as one topic is both read and written. */
    static String sinkName(Topic<?> topic) {
        return "to-" + topic.name();
    }

    private static String name(Topic<?> topic) {
        return "from-" + topic.name();
    }

    private static void source(Topology topology, Topic<?> topic, TimestampExtractor time) {
        topology.addSource(
                AutoOffsetReset.earliest(),
                name(topic),
                time,
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                topic.name());
    }

    private static <V extends SpecificRecord> void sink(
            Topology topology,
            SchemaRegistry registry,
            Topic<V> topic,
            StreamPartitioner<byte[], V> partitioner) {
        topology.addSink(
                sinkName(topic),
                topic.name(),
                new ByteArraySerializer(),
                AvroWire.of(topic, registry),
                partitioner,
                PROCESSOR);
    }

    private static StoreBuilder<KeyValueStore<byte[], byte[]>> store() {
        return Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(STORE),
                        Serdes.ByteArray(),
                        Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of());
    }
}
