package dev.sluice.ledger.streams;

import dev.sluice.ledger.spend.SpendKey;
import dev.sluice.schemas.kafka.AvroWire;
import dev.sluice.schemas.record.AuditRecord;
import dev.sluice.schemas.record.DeadLetter;
import dev.sluice.schemas.record.LedgerConflict;
import dev.sluice.schemas.record.LedgerEntry;
import dev.sluice.schemas.record.SpendTotal;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Writes to the ledger's topics. Owned by the stream thread of its partition. */
final class LedgerOutputs {

    /** Encoders of the topics; shared by all tasks, any thread. */
    record Wires(
            AvroWire<LedgerEntry> entries,
            AvroWire<LedgerConflict> conflicts,
            AvroWire<SpendTotal> spend,
            AvroWire<AuditRecord> audit,
            AvroWire<DeadLetter> deadLetters) {

        static Wires of(SchemaRegistry registry) {
            return new Wires(
                    AvroWire.of(Topics.ENTRIES, registry),
                    AvroWire.of(Topics.CONFLICTS, registry),
                    AvroWire.of(Topics.SPEND, registry),
                    AvroWire.of(Topics.AUDIT_LOG, registry),
                    AvroWire.of(Topics.DEAD_LETTERS, registry));
        }
    }

    private final Wires wires;
    private final ProcessorContext<byte[], Output> context;
    private final int partition;

    LedgerOutputs(Wires wires, ProcessorContext<byte[], Output> context) {
        this.wires = wires;
        this.context = context;
        this.partition = context.taskId().partition();
    }

    void entry(LedgerEntry entry, Instant now) {
        forward(
                LedgerTopology.ENTRIES_SINK,
                utf8(entry.getTenant().getCustomer()),
                Output.to(partition, wires.entries().encode(entry)),
                now);
    }

    void conflict(String customer, LedgerConflict conflict, Instant now) {
        forward(
                LedgerTopology.CONFLICTS_SINK,
                utf8(customer),
                Output.to(partition, wires.conflicts().encode(conflict)),
                now);
    }

    void audit(AuditRecord record, Instant now) {
        forward(
                LedgerTopology.AUDIT_SINK,
                utf8(record.getCustomer()),
                Output.to(partition, wires.audit().encode(record)),
                now);
    }

    void spend(SpendKey key, SpendTotal total, Instant now) {
        forward(
                LedgerTopology.SPEND_SINK,
                utf8(key.toString()),
                Output.byKey(wires.spend().encode(total)),
                now);
    }

    void deadLetter(byte @Nullable [] originalKey, DeadLetter letter, Instant now) {
        forward(
                LedgerTopology.DEAD_LETTERS_SINK,
                originalKey,
                Output.byKey(wires.deadLetters().encode(letter)),
                now);
    }

    // Kafka Streams allows a null key, its types do not say so.
    @SuppressWarnings("NullAway")
    private void forward(String sink, byte @Nullable [] key, Output value, Instant now) {
        context.forward(new Record<>(key, value, now.toEpochMilli()), sink);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
