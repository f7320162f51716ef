package dev.sluice.schemas.topic;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/**
 * Which partition owns a customer or a pool: the same as Kafka's Java clients choose for a record
 * with that key.
 */
public final class Partitions {

    private Partitions() {}

    /**
     * The partition of {@code key}, from 0 to {@code partitions} - 1 (murmur2 of its UTF-8 bytes,
     * Kafka's default).
     */
    public static int of(String key, int partitions) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        return Utils.toPositive(Utils.murmur2(bytes)) % partitions;
    }
}
