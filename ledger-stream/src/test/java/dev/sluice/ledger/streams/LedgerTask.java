package dev.sluice.ledger.streams;

import dev.sluice.ledger.samples.Chains;
import dev.sluice.schemas.kafka.AvroWire;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.registry.MemorySchemaRegistry;
import dev.sluice.schemas.topic.Topic;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.testing.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * One task of the ledger whose owner may die between any two records, or be followed by another
 * one: the store and what was written stay.
 */
final class LedgerTask {

    private final MemorySchemaRegistry registry = new MemorySchemaRegistry();
    private final MockProcessorContext<byte[], Output> context = new MockProcessorContext<>();
    private final LedgerTools tools;
    private Instant clock = Samples.NOON;
    private LedgerProcessor owner;
    private long offset = 0;

    LedgerTask() {
        Topics.ALL.forEach(topic -> registry.register(topic.subject(), topic.schema()));
        tools =
                LedgerStage.tools(
                        Samples.active(Samples.config()),
                        registry,
                        () -> clock,
                        LedgerDriver.ROOT,
                        Chains.ORIGIN);
        KeyValueStore<Bytes, byte[]> store =
                Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(LedgerTopology.STORE),
                                Serdes.Bytes(),
                                Serdes.ByteArray())
                        .withLoggingDisabled()
                        .build();
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
        owner = new LedgerProcessor(tools);
        owner.init(context);
    }

    /** Another owner takes over with what the last commit left, which is everything. */
    void nextOwner() {
        owner = new LedgerProcessor(tools);
        owner.init(context);
    }

    void end(AttemptEnd end) {
        clock = clock.plusMillis(1);
        context.setRecordMetadata(Topics.OUTCOMES.name(), 0, offset++);
        Record<byte @Nullable [], byte @Nullable []> record =
                new Record<>(
                        "acme".getBytes(StandardCharsets.UTF_8),
                        AvroWire.of(Topics.OUTCOMES, registry).encode(end),
                        clock.toEpochMilli());
        owner.process(record);
    }

    /** The punctuator of the present owner fires. */
    void punctuate() {
        context.scheduledPunctuators().getLast().getPunctuator().punctuate(clock.toEpochMilli());
    }

    /** Everything that was ever written to a sink. */
    <V extends SpecificRecord> List<V> written(String sink, Topic<V> topic) {
        AvroWire<V> wire = AvroWire.of(topic, registry);
        return context.forwarded(sink).stream()
                .map(forward -> wire.decode(value(forward, topic)))
                .toList();
    }

    /** The last value that was written for each key. */
    <V extends SpecificRecord> Map<String, V> latest(String sink, Topic<V> topic) {
        AvroWire<V> wire = AvroWire.of(topic, registry);
        Map<String, V> latest = new HashMap<>();
        for (CapturedForward<? extends byte[], ? extends Output> forward :
                context.forwarded(sink)) {
            latest.put(
                    new String(forward.record().key(), StandardCharsets.UTF_8),
                    wire.decode(value(forward, topic)));
        }
        return latest;
    }

    private static byte[] value(
            CapturedForward<? extends byte[], ? extends Output> forward, Topic<?> topic) {
        return Output.serializer().serialize(topic.name(), forward.record().value());
    }
}
