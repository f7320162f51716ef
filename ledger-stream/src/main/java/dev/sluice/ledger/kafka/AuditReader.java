package dev.sluice.ledger.kafka;

import dev.sluice.ledger.audit.AuditRootKey;
import dev.sluice.ledger.audit.ChainKeys;
import dev.sluice.ledger.verify.AuditReport;
import dev.sluice.ledger.verify.PartitionVerification;
import dev.sluice.schemas.kafka.AvroWire;
import dev.sluice.schemas.record.AuditRecord;
import dev.sluice.schemas.record.LedgerEntry;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topic.Topics;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
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
    private final List<PartitionVerification> partitions;

    private AuditReader(
            String bootstrapServers, Admin admin, SchemaRegistry registry, AuditRootKey rootKey) {
        this.bootstrapServers = bootstrapServers;
        this.admin = admin;
        this.auditWire = AvroWire.of(Topics.AUDIT_LOG, registry);
        this.entryWire = AvroWire.of(Topics.ENTRIES, registry);
        AuditTopic topic = AuditTopic.find(admin);
        this.partitions =
                IntStream.range(0, topic.partitions())
                        .mapToObj(topic.origin()::chain)
                        .map(chain -> new PartitionVerification(ChainKeys.of(rootKey, chain)))
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
                    audit.ends(admin), record -> audit(record, PartitionVerification::audited));
            readEntries();
            audit.readTo(
                    audit.ends(admin),
                    record -> audit(record, PartitionVerification::auditedLater));
        }
        return AuditReport.of(partitions);
    }

    private void readEntries() {
        try (TopicScan entries = TopicScan.of(bootstrapServers, Topics.ENTRIES.name())) {
            entries.readTo(
                    entries.ends(admin),
                    record ->
                            partitions
                                    .get(record.partition())
                                    .entry(entryWire.decode(record.value())));
        }
    }

    private void audit(
            ConsumerRecord<byte[], byte[]> record,
            BiConsumer<PartitionVerification, AuditRecord> step) {
        PartitionVerification partition = partitions.get(record.partition());
        try {
            step.accept(partition, auditWire.decode(record.value()));
        } catch (SerializationException e) {
            partition.unreadable(String.valueOf(e.getMessage()));
        }
    }
}
