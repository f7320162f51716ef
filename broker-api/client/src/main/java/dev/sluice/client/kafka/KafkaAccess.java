package dev.sluice.client.kafka;

import dev.sluice.schemas.kafka.ClientSettings;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where Kafka is and how clients get in.
 *
 * @param properties settings by Kafka's names that every client gets beside its own, above all
 *     {@code security.protocol}, {@code sasl.…} and {@code ssl.…}
 */
public record KafkaAccess(String bootstrapServers, Map<String, String> properties) {

    /** What the promises of a client hang on, so that nobody sets it by accident. */
    private static final Set<String> OWN =
            Set.of(
                    "bootstrap.servers",
                    "acks",
                    "enable.idempotence",
                    "transactional.id",
                    "isolation.level",
                    "enable.auto.commit",
                    "group.id",
                    "max.poll.records",
                    "key.serializer",
                    "value.serializer",
                    "key.deserializer",
                    "value.deserializer");

    /**
     * @throws IllegalArgumentException where a property is one that the client sets itself, or
     *     there are no servers
     */
    public KafkaAccess {
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("bootstrap servers are HOST:PORT, not nothing");
        }
        for (String name : properties.keySet()) {
            if (OWN.contains(name)) {
                throw new IllegalArgumentException(
                        "the client sets %s itself: leave it out".formatted(name));
            }
        }
        properties = Collections.unmodifiableMap(new TreeMap<>(properties));
    }

    /** Without further settings. */
    public static KafkaAccess plain(String bootstrapServers) {
        return new KafkaAccess(bootstrapServers, Map.of());
    }

    /**
     * @param preset instead of what producers of Sluice usually have
     */
    Map<String, Object> producer(Map<String, String> preset) {
        Map<String, Object> settings = ClientSettings.producer(bootstrapServers);
        settings.putAll(preset);
        settings.putAll(properties);
        return settings;
    }

    /**
     * @param preset as with {@link #producer}
     */
    Map<String, Object> consumer(Map<String, String> preset) {
        Map<String, Object> settings = ClientSettings.consumer(bootstrapServers);
        settings.putAll(preset);
        settings.putAll(properties);
        return settings;
    }

    Map<String, Object> admin(Map<String, String> preset) {
        Map<String, Object> settings = new HashMap<>(preset);
        settings.put("bootstrap.servers", bootstrapServers);
        settings.putAll(properties);
        return settings;
    }

    /** Without the properties, which may have passwords. */
    @Override
    public String toString() {
        return "KafkaAccess[" + bootstrapServers + "]";
    }
}
