package dev.sluice.warehouse.cli;

import dev.sluice.app.kafka.EmbeddedKafka;
import dev.sluice.app.kafka.EmbeddedKafkaConfig;
import dev.sluice.app.kafka.TopicAdmin;
import dev.sluice.app.kafka.TopicPlan;
import dev.sluice.app.registry.http.RegistryServer;
import dev.sluice.app.roles.ClusterLink;
import dev.sluice.ledger.audit.AuditChain;
import dev.sluice.ledger.audit.AuditRootKey;
import dev.sluice.ledger.audit.AuditedEvent;
import dev.sluice.ledger.audit.ChainKeys;
import dev.sluice.schemas.kafka.AvroWire;
import dev.sluice.schemas.kafka.ClientSettings;
import dev.sluice.schemas.record.AuditRecord;
import dev.sluice.schemas.record.LedgerEntry;
import dev.sluice.schemas.record.SpendTotal;
import dev.sluice.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A real Kafka with Sluice's topics, and a ledger that was written into them in transactions, of
 * which some were aborted: their records must reach nobody.
 */
final class FilledLedger implements AutoCloseable {

    static final int PARTITIONS = 4;

    /** A transaction ends after so many records; each {@link #ABORTED_EACH}th is aborted. */
    private static final int TRANSACTION_RECORDS = 1_000;

    private static final int ABORTED_EACH = 20;

    private final EmbeddedKafka kafka;
    private final ClusterLink cluster;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AvroWire<LedgerEntry> entries;
    private final AvroWire<SpendTotal> totals;
    private final AvroWire<AuditRecord> links;

    private FilledLedger(EmbeddedKafka kafka) {
        this.kafka = kafka;
        try (TopicAdmin admin = TopicAdmin.connect(kafka.bootstrapServers())) {
            admin.create(TopicPlan.embedded());
        }
        this.cluster = ClusterLink.open(kafka.bootstrapServers(), Optional.empty());
        cluster.registerSchemas();
        this.entries = AvroWire.of(Topics.ENTRIES, cluster.registry());
        this.totals = AvroWire.of(Topics.SPEND, cluster.registry());
        this.links = AvroWire.of(Topics.AUDIT_LOG, cluster.registry());
        Map<String, Object> settings =
                new HashMap<>(ClientSettings.producer(kafka.bootstrapServers()));
        settings.put("transactional.id", "ledger");
        settings.put("linger.ms", "5");
        settings.put("batch.size", "131072");
        this.producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
    }

    static FilledLedger start(Path folder) {
        return new FilledLedger(EmbeddedKafka.start(folder, EmbeddedKafkaConfig.loopback(0)));
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    ClusterLink cluster() {
        return cluster;
    }

    /** The same schemas over HTTP. */
    RegistryServer registry() {
        return RegistryServer.start(cluster.ownRegistry().orElseThrow(), "127.0.0.1", 0);
    }

    /** Entries with the numbers {@code from} to {@code to}, spread over the partitions. */
    void entries(int from, int to) {
        inTransactions(
                from,
                to,
                n ->
                        send(
                                Topics.ENTRIES.name(),
                                n % PARTITIONS,
                                "customer-" + n % PARTITIONS,
                                entries.encode(LedgerSamples.entry(n))),
                _ ->
                        send(
                                Topics.ENTRIES.name(),
                                0,
                                "nobody",
                                entries.encode(LedgerSamples.entry(999_999_999))));
    }

    /** A value of each key, {@code rounds} times, each time a larger one. */
    void totals(int keys, int rounds) {
        inTransactions(
                0,
                keys * rounds,
                n -> total(n % keys, Optional.of(LedgerSamples.total(n % keys, n / keys))),
                _ -> total(0, Optional.empty()));
    }

    /** A tombstone for the key. */
    void forget(int key) {
        inTransactions(0, 1, _ -> total(key, Optional.empty()), _ -> {});
    }

    void total(int key, int round) {
        inTransactions(
                0, 1, _ -> total(key, Optional.of(LedgerSamples.total(key, round))), _ -> {});
    }

    /** A chain of so many decisions in each partition. */
    void audit(int each) {
        AuditRootKey root = AuditRootKey.of("root".getBytes(StandardCharsets.UTF_8));
        for (int partition = 0; partition < PARTITIONS; partition++) {
            AuditChain chain = new AuditChain(ChainKeys.of(root, "audit/test/" + partition));
            int into = partition;
            AuditChain.Head[] head = {chain.start()};
            inTransactions(
                    0,
                    each,
                    n -> {
                        AuditedEvent event = LedgerSamples.decided(n);
                        AuditChain.Link link = chain.append(head[0], event);
                        head[0] = link.head();
                        send(Topics.AUDIT_LOG.name(), into, "c", links.encode(link.record()));
                    },
                    _ -> {});
        }
    }

    /** Any bytes, committed. */
    void raw(String topic, int partition, byte[] value) {
        inTransactions(0, 1, _ -> send(topic, partition, "raw", value), _ -> {});
    }

    @Override
    public void close() {
        producer.close();
        cluster.close();
        kafka.close();
    }

    private void total(int key, Optional<SpendTotal> total) {
        var _ =
                producer.send( // the commit fails where it does
                        new ProducerRecord<>(
                                Topics.SPEND.name(),
                                key % PARTITIONS,
                                LedgerSamples.key(key).getBytes(StandardCharsets.UTF_8),
                                total.map(totals::encode).orElse(null)));
    }

    private void send(String topic, int partition, String key, byte[] value) {
        var _ =
                producer.send( // the commit fails where it does
                        new ProducerRecord<>(
                                topic, partition, key.getBytes(StandardCharsets.UTF_8), value));
    }

    private void inTransactions(int from, int to, IntConsumer send, IntConsumer aborted) {
        int transaction = 0;
        for (int begin = from; begin < to; begin += TRANSACTION_RECORDS) {
            if (transaction++ % ABORTED_EACH == 1) {
                producer.beginTransaction();
                aborted.accept(begin);
                producer.flush();
                producer.abortTransaction();
            }
            producer.beginTransaction();
            for (int n = begin; n < Math.min(to, begin + TRANSACTION_RECORDS); n++) {
                send.accept(n);
            }
            producer.commitTransaction();
        }
    }
}
