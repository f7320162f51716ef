package dev.sluice.app.kafka;

import dev.sluice.config.ActiveConfig;
import dev.sluice.config.document.ConfigDocuments;
import dev.sluice.config.yaml.ParsedConfig;
import dev.sluice.schemas.kafka.AvroWire;
import dev.sluice.schemas.kafka.SmallTopic;
import dev.sluice.schemas.record.ConfigDocument;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topic.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topic {@code sluice.config}: every document that was ever applied. One thread at a time. */
public final class SluiceConfigTopic implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SluiceConfigTopic.class);

    /** Others who apply at the same time win as often before this one gives up. */
    private static final int TRIES_MAX = 5;

    private final SmallTopic topic;
    private final AvroWire<ConfigDocument> wire;
    private final List<ConfigDocument> records = new ArrayList<>();

    private SluiceConfigTopic(SmallTopic topic, AvroWire<ConfigDocument> wire) {
        this.topic = topic;
        this.wire = wire;
    }

    /**
     * @throws org.apache.kafka.common.KafkaException where there is no such topic, or no Kafka
     */
    public static SluiceConfigTopic open(String bootstrapServers, SchemaRegistry registry) {
        AvroWire<ConfigDocument> wire = AvroWire.of(Topics.CONFIG, registry);
        return new SluiceConfigTopic(SmallTopic.open(bootstrapServers, Topics.CONFIG.name()), wire);
    }

    /** The documents that count, as of now. */
    public ConfigDocuments read() {
        topic.readOn().forEach(this::take);
        return ConfigDocuments.of(List.copyOf(records));
    }

    /** Appends without looking; whether it counts shows when the topic is read again. */
    public void append(ConfigDocument document) {
        SequencedMap<String, byte[]> values = new LinkedHashMap<>();
        values.put(ConfigDocuments.key(document), wire.encode(document));
        topic.append(values);
    }

    /**
     * Brings {@code config} into force, unless it is, and returns what roles are started with.
     *
     * @param lanePartitions partitions of {@code inference.work}
     * @param appliedBy unique among those who may apply at the same time
     * @throws ConfigOvertakenException where others applied theirs at the same time, again and
     *     again
     */
    public ActiveConfig apply(
            ParsedConfig.Valid config, int lanePartitions, String appliedBy, Instant at) {
        for (int tries = 0; tries < TRIES_MAX; tries++) {
            ConfigDocuments documents = read();
            Optional<ActiveConfig> active = documents.active(config);
            if (active.isPresent()) {
                return active.get();
            }
            documents.next(config, lanePartitions, appliedBy, at).ifPresent(this::append);
        }
        return read().active(config)
                .orElseThrow(() ->
                        new ConfigOvertakenException(
                                "other configurations were applied at the same time, %d times in a row: see who does, then apply again"
                                        .formatted(TRIES_MAX)));
    }

    /**
     * Brings {@code config} into force in place of one version and no other.
     *
     * @param replaces the version that whoever applies it has seen; 0: none
     * @throws ConfigOvertakenException where another version is in force
     */
    public ActiveConfig applyOver(
            long replaces,
            ParsedConfig.Valid config,
            int lanePartitions,
            String appliedBy,
            Instant at) {
        ConfigDocuments documents = read();
        check(replaces, documents);
        documents.next(config, lanePartitions, appliedBy, at).ifPresent(this::append);
        return read().active(config)
                .orElseThrow(() ->
                        new ConfigOvertakenException(
                                "another configuration was applied at the same time: look with `sluice config diff`, then apply again"));
    }

    private static void check(long replaces, ConfigDocuments documents) {
        long newest = documents.newest().map(ConfigDocument::getVersion).orElse(0L);
        if (newest != replaces) {
            throw new ConfigOvertakenException(
                    "version %d is in force, not %d: look with `sluice config diff`, then apply with --replaces %d"
                            .formatted(newest, replaces, newest));
        }
    }

    @Override
    public void close() {
        topic.close();
    }

    /** A record that cannot be read is none: all readers leave it out alike. */
    private void take(ConsumerRecord<byte[], byte[]> read) {
        if (read.value() == null) {
            return;
        }
        try {
            records.add(wire.decode(read.value()));
        } catch (SerializationException e) {
            log.atWarn()
                    .setCause(e)
                    .addKeyValue("offset", read.offset())
                    .log("not a configuration, ignored");
        }
    }
}
