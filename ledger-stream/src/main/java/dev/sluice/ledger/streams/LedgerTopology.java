package dev.sluice.ledger.streams;

import dev.sluice.schemas.topic.Topic;
import dev.sluice.schemas.topic.Topics;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/** Four sources, one processor with one store, five sinks. */
final class LedgerTopology {

    static final String STORE = "ledger";
    static final String ENTRIES_SINK = "entries";
    static final String CONFLICTS_SINK = "conflicts";
    static final String SPEND_SINK = "spend";
    static final String AUDIT_SINK = "audit";
    static final String DEAD_LETTERS_SINK = "dead-letters";

    private static final String DECISIONS_SOURCE = "decisions";
    private static final String OUTCOMES_SOURCE = "outcomes";
    private static final String KEYS_SOURCE = "keys";
    private static final String CONFIG_SOURCE = "config";
    private static final String PROCESSOR = "ledger-of-partition";

    private LedgerTopology() {}

    static Topology of(Supplier<LedgerProcessor> processor, InstantSource clock) {
        Topology topology = new Topology();
        source(topology, DECISIONS_SOURCE, Topics.DECISIONS, clock);
        source(topology, OUTCOMES_SOURCE, Topics.OUTCOMES, clock);
        // They have one partition: the task of partition 0 reads it.
        source(topology, KEYS_SOURCE, Topics.KEYS, clock);
        source(topology, CONFIG_SOURCE, Topics.CONFIG, clock);
        topology.addProcessor(
                PROCESSOR,
                processor::get,
                DECISIONS_SOURCE,
                OUTCOMES_SOURCE,
                KEYS_SOURCE,
                CONFIG_SOURCE);
        topology.addStateStore(
                Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(STORE), Serdes.Bytes(), Serdes.ByteArray()),
                PROCESSOR);
        sink(topology, ENTRIES_SINK, Topics.ENTRIES);
        sink(topology, CONFLICTS_SINK, Topics.CONFLICTS);
        sink(topology, SPEND_SINK, Topics.SPEND);
        sink(topology, AUDIT_SINK, Topics.AUDIT_LOG);
        sink(topology, DEAD_LETTERS_SINK, Topics.DEAD_LETTERS);
        return topology;
    }

    private static void source(
            Topology topology, String name, Topic<?> topic, InstantSource clock) {
        topology.addSource(
                AutoOffsetReset.earliest(),
                name,
                new RecordTime(clock),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                topic.name());
    }

    private static void sink(Topology topology, String name, Topic<?> topic) {
        topology.addSink(
                name,
                topic.name(),
                new ByteArraySerializer(),
                Output.serializer(),
                Output.partitioner(),
                PROCESSOR);
    }
}
