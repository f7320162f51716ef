package dev.sluice.ledger.kafka;

import dev.sluice.ledger.audit.AuditRootKey;
import dev.sluice.ledger.audit.ChainKeys;
import dev.sluice.ledger.verify.AuditFault;
import dev.sluice.ledger.verify.AuditReport;
import dev.sluice.ledger.verify.PostedEntry;
import dev.sluice.schemas.kafka.AvroWire;
import dev.sluice.schemas.record.AuditRecord;
import dev.sluice.schemas.record.LedgerEntry;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topic.Topics;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Verifies the audit log of a cluster: every chain from its first record, and the lines of the
 * ledger against those that were audited. The ledger may be writing meanwhile. One thread.
 */
public final class AuditReader {

    private final String bootstrapServers;
    private final Admin admin;
    private final AvroWire<AuditRecord> auditWire;
    private final AvroWire<LedgerEntry> entryWire;
    private final List<PartitionCheck> checks;

    private AuditReader(
            String bootstrapServers, Admin admin, SchemaRegistry registry, AuditRootKey rootKey) {
        this.bootstrapServers = bootstrapServers;
        this.admin = admin;
        this.auditWire = AvroWire.of(Topics.AUDIT_LOG, registry);
        this.entryWire = AvroWire.of(Topics.ENTRIES, registry);
        AuditTopic topic = AuditTopic.find(admin);
        this.checks =
                IntStream.range(0, topic.partitions())
                        .mapToObj(topic.origin()::chain)
                        .map(chain -> new PartitionCheck(ChainKeys.of(rootKey, chain)))
                        .toList();
    }

    /**
     * @throws IllegalStateException where the cluster cannot be read; a wrong chain is no error but
     *     a result
     */
    public static AuditReport verify(
            String bootstrapServers, SchemaRegistry registry, AuditRootKey rootKey) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            return new AuditReader(bootstrapServers, admin, registry, rootKey).verify();
        }
    }

    private AuditReport verify() {
        try (TopicScan audit = TopicScan.of(bootstrapServers, Topics.AUDIT_LOG.name())) {
            audit.readTo(
                    audit.ends(admin), record -> audit(record, check -> check.entries()::audited));
            readEntries();
            audit.readTo(
                    audit.ends(admin),
                    record -> audit(record, check -> check.entries()::auditedLater));
        }
        return report();
    }

    private void readEntries() {
        try (TopicScan entries = TopicScan.of(bootstrapServers, Topics.ENTRIES.name())) {
            entries.readTo(entries.ends(admin), this::entry);
        }
    }

    private void audit(
            ConsumerRecord<byte[], byte[]> record,
            Function<PartitionCheck, Consumer<PostedEntry>> lines) {
        PartitionCheck check = checks.get(record.partition());
        try {
            check.audited(auditWire.decode(record.value()), lines.apply(check));
        } catch (SerializationException e) {
            check.chain().unreadable(String.valueOf(e.getMessage()));
        }
    }

    private void entry(ConsumerRecord<byte[], byte[]> record) {
        checks.get(record.partition())
                .entries()
                .found(PostedEntry.of(entryWire.decode(record.value())));
    }

    private AuditReport report() {
        return new AuditReport(
                checks.size(),
                checks.stream().mapToLong(check -> check.chain().records()).sum(),
                checks.stream().mapToLong(check -> check.entries().entries()).sum(),
                checks.stream()
                        .map(check -> check.entries().auditedPicos())
                        .reduce(BigInteger.ZERO, BigInteger::add),
                faults(check -> check.chain().fault()),
                faults(AuditReader::entryFault));
    }

    /** Behind a broken link nothing is audited: what the ledger has there says nothing. */
    private static Optional<AuditFault> entryFault(PartitionCheck check) {
        return check.chain().whole() ? check.entries().fault() : Optional.empty();
    }

    private List<AuditFault> faults(Function<PartitionCheck, Optional<AuditFault>> fault) {
        return checks.stream().map(fault).flatMap(Optional::stream).toList();
    }
}
