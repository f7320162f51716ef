package dev.sluice.warehouse.kafka;

import dev.sluice.schemas.kafka.AvroWire;
import dev.sluice.schemas.record.AuditRecord;
import dev.sluice.schemas.record.LedgerEntry;
import dev.sluice.schemas.record.SpendTotal;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.warehouse.check.Row;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records in the form in which they are compared with rows; the queries make the same of a row. */
public final class RecordRows {

    private final AvroWire<LedgerEntry> entries;
    private final AvroWire<AuditRecord> audit;
    private final AvroWire<SpendTotal> spend;

    public RecordRows(SchemaRegistry registry) {
        this.entries = AvroWire.of(Topics.ENTRIES, registry);
        this.audit = AvroWire.of(Topics.AUDIT_LOG, registry);
        this.spend = AvroWire.of(Topics.SPEND, registry);
    }

    public Row entry(ConsumerRecord<byte[], byte[]> record) {
        LedgerEntry entry = entries.decode(record.value());
        return new Row(
                record.offset(),
                entry.getAmountPicos(),
                joined(
                        entry.getEntryId(),
                        entry.getKind(),
                        entry.getTenant().getCustomer(),
                        entry.getTenant().getTeam(),
                        entry.getTenant().getVirtualKey(),
                        entry.getModel(),
                        entry.getOutcome(),
                        entry.getEventAt().toEpochMilli()));
    }

    public Row audit(ConsumerRecord<byte[], byte[]> record) {
        AuditRecord link = audit.decode(record.value());
        return new Row(
                record.offset(),
                0,
                joined(link.getChain(), link.getSeq(), hex(link.getMac()), hex(link.getLeaf())));
    }

    /** One record of a compacted topic; without content it is a tombstone. */
    public record Keyed(String key, long offset, Optional<String> content) {}

    public Keyed spend(ConsumerRecord<byte[], byte[]> record) {
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        return new Keyed(
                key, record.offset(), Optional.ofNullable(record.value()).map(this::content));
    }

    private String content(byte[] value) {
        SpendTotal total = spend.decode(value);
        return joined(
                total.getScope(),
                total.getId(),
                total.getWindow(),
                total.getCalls(),
                total.getAnswered(),
                total.getUnknown(),
                total.getInputTokens(),
                total.getOutputTokens(),
                plain(total.getUsd()),
                plain(total.getUnknownUsd()));
    }

    private static String joined(Object... parts) {
        return List.of(parts).stream().map(Object::toString).collect(Collectors.joining("|"));
    }

    private static String plain(BigDecimal usd) {
        return usd.stripTrailingZeros().toPlainString();
    }

    private static String hex(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return HexFormat.of().formatHex(copy);
    }
}
