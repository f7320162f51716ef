package dev.sluice.schemas.topic;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Which partition owns a customer or a pool: the same as Kafka's Java clients choose for a record
 * with that key.
 */
public final class Partitions {

    private static final int SEED = 0x9747b28c;
    private static final int FACTOR = 0x5bd1e995;
    private static final int SHIFT = 24;

    private Partitions() {}

    /**
     * The partition of {@code key}, from 0 to {@code partitions} - 1 (murmur2 of its UTF-8 bytes,
     * Kafka's default).
     */
    public static int of(String key, int partitions) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        return (murmur2(bytes) & Integer.MAX_VALUE) % partitions;
    }

    /**
     * Austin Appleby's MurmurHash2 with Kafka's seed. Here rather than from Kafka, so that
     * decisions which ask for a partition stay free of it.
     */
    private static int murmur2(byte[] bytes) {
        ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int hash = SEED ^ bytes.length;
        while (words.remaining() >= Integer.BYTES) {
            int word = words.getInt() * FACTOR;
            word = (word ^ (word >>> SHIFT)) * FACTOR;
            hash = (hash * FACTOR) ^ word;
        }
        hash = rest(words, hash);
        hash = (hash ^ (hash >>> 13)) * FACTOR;
        return hash ^ (hash >>> 15);
    }

    /** The last bytes that make no whole word. */
    private static int rest(ByteBuffer words, int hash) {
        if (!words.hasRemaining()) {
            return hash;
        }
        int rest = 0;
        for (int shift = 0; words.hasRemaining(); shift += Byte.SIZE) {
            rest |= (words.get() & 0xff) << shift;
        }
        return (hash ^ rest) * FACTOR;
    }
}
