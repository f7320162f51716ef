package dev.sluice.app.bench.kafka;

import dev.sluice.schemas.kafka.AvroWire;
import dev.sluice.schemas.record.Decision;
import dev.sluice.schemas.record.DecisionKind;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topic.Topics;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Counts admission's decisions by their kind, from now on, committed ones only. Any thread. */
public final class DecisionCount implements AutoCloseable {

    private final AvroWire<Decision> wire;
    private final Map<DecisionKind, AtomicLong> counts = new EnumMap<>(DecisionKind.class);
    private final PlainReader reader;

    private DecisionCount(String bootstrapServers, SchemaRegistry registry)
            throws InterruptedException {
        wire = AvroWire.of(Topics.DECISIONS, registry);
        for (DecisionKind kind : DecisionKind.values()) {
            counts.put(kind, new AtomicLong());
        }
        reader = PlainReader.start(bootstrapServers, Topics.DECISIONS.name(), this::count);
    }

    public static DecisionCount start(String bootstrapServers, SchemaRegistry registry)
            throws InterruptedException {
        return new DecisionCount(bootstrapServers, registry);
    }

    private void count(ConsumerRecord<byte[], byte[]> read) {
        counts.computeIfAbsent(wire.decode(read.value()).getKind(), _ -> new AtomicLong())
                .incrementAndGet();
    }

    public long of(DecisionKind kind) {
        return counts.getOrDefault(kind, new AtomicLong()).get();
    }

    @Override
    public void close() {
        reader.close();
    }
}
