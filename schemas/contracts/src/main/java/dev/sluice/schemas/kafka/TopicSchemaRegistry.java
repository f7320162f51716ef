package dev.sluice.schemas.kafka;

import dev.sluice.schemas.registry.RegisteredSchema;
import dev.sluice.schemas.registry.RegistryUnavailableException;
import dev.sluice.schemas.registry.SchemaNotFoundException;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topic.Topic;
import dev.sluice.schemas.topic.Topics;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The registry that lives in the topic {@code sluice.schemas}: whoever has bootstrap servers has
 * it, and any number of processes may register at once. It reads the topic when it is asked for
 * something that it does not know; nothing runs in between. Any thread, one at a time.
 */
public final class TopicSchemaRegistry implements SchemaRegistry, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TopicSchemaRegistry.class);

    private final SmallTopic topic;
    private final Supplier<String> nonces;
    private final SchemaCatalog catalog = new SchemaCatalog();

    private TopicSchemaRegistry(SmallTopic topic, Supplier<String> nonces) {
        this.topic = topic;
        this.nonces = nonces;
    }

    /**
     * @param nonces gives texts that never come twice on one cluster, as random UUIDs
     * @throws RegistryUnavailableException where there is no such topic, or no Kafka
     */
    public static TopicSchemaRegistry open(String bootstrapServers, Supplier<String> nonces) {
        return open(bootstrapServers, Map.of(), nonces);
    }

    /**
     * @param properties that its Kafka clients get beside their own, as for TLS
     * @param nonces gives texts that never come twice on one cluster, as random UUIDs
     * @throws RegistryUnavailableException where there is no such topic, or no Kafka
     */
    public static TopicSchemaRegistry open(
            String bootstrapServers, Map<String, String> properties, Supplier<String> nonces) {
        try {
            SmallTopic topic = SmallTopic.open(bootstrapServers, properties, Topics.SCHEMAS);
            return new TopicSchemaRegistry(topic, nonces);
        } catch (KafkaException e) {
            throw unavailable(e);
        }
    }

    @Override
    public synchronized Schema schema(int id) {
        return catalog.schema(id)
                .or(() -> {
                    refresh();
                    return catalog.schema(id);
                })
                .orElseThrow(() -> new SchemaNotFoundException("no schema has id " + id));
    }

    @Override
    public synchronized int id(String subject, Schema schema) {
        return find(subject, schema)
                .orElseThrow(() ->
                        new SchemaNotFoundException(
                                "the schema %s of '%s' is not registered: `sluice topics create` does that"
                                        .formatted(schema.getFullName(), subject)))
                .id();
    }

    @Override
    public int register(String subject, Schema schema) {
        SchemaRecord wanted = new SchemaRecord(subject, schema);
        registerAll(List.of(wanted));
        return id(subject, schema);
    }

    /** Registers the values' schema of each topic, if it is not yet. */
    public void registerAll(Collection<? extends Topic<?>> topics) {
        registerAll(topics.stream().map(t -> new SchemaRecord(t.subject(), t.schema())).toList());
    }

    /** As {@link #id}, and empty where it is not registered there. */
    public synchronized Optional<RegisteredSchema> find(String subject, Schema schema) {
        return catalog.find(subject, schema)
                .or(() -> {
                    refresh();
                    return catalog.find(subject, schema);
                });
    }

    /** All subjects, sorted, as of now. */
    public synchronized List<String> subjects() {
        refresh();
        return catalog.subjects();
    }

    /** All versions of a subject, as of now; empty for one that nobody registered. */
    public synchronized List<RegisteredSchema> versions(String subject) {
        refresh();
        return catalog.versions(subject);
    }

    @Override
    public synchronized void close() {
        topic.close();
    }

    private synchronized void registerAll(List<SchemaRecord> wanted) {
        refresh();
        List<SchemaRecord> missing =
                wanted.stream()
                        .filter(w -> catalog.find(w.subject(), w.schema()).isEmpty())
                        .toList();
        if (missing.isEmpty()) {
            return;
        }
        if (catalog.full()) {
            throw new RegistryUnavailableException(
                    "the registry holds %d schemas and takes no more"
                            .formatted(SchemaCatalog.SCHEMAS_MAX));
        }
        append(missing);
        // Own records are seen now, and with them those of others that came first and win.
        refresh();
    }

    private void append(List<SchemaRecord> missing) {
        String nonce = nonces.get();
        SequencedMap<String, byte[]> values = new LinkedHashMap<>();
        missing.forEach(schema -> values.put(schema.key(nonce), schema.encode()));
        try {
            topic.append(values);
        } catch (KafkaException e) {
            throw unavailable(e);
        }
    }

    private void refresh() {
        try {
            topic.readOn().forEach(this::apply);
        } catch (KafkaException e) {
            throw unavailable(e);
        }
    }

    private void apply(ConsumerRecord<byte[], byte[]> read) {
        Optional<SchemaRecord> written =
                Optional.ofNullable(read.value()).flatMap(SchemaRecord::decode);
        if (written.isPresent()) {
            catalog.apply(read.offset(), written.get());
        } else {
            log.atWarn().addKeyValue("offset", read.offset()).log("not a schema, ignored");
        }
    }

    private static RegistryUnavailableException unavailable(KafkaException e) {
        return new RegistryUnavailableException(
                "cannot use the schemas in the topic %s: %s"
                        .formatted(Topics.SCHEMAS, e.getMessage()),
                e);
    }
}
