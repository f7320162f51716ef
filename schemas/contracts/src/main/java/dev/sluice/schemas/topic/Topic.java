package dev.sluice.schemas.topic;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * One topic: its name, the type and schema of its values, and how it is laid out.
 *
 * @param partitioning what decides a record's partition
 * @param retention how long records stay; empty where the topic is compacted
 * @param stamp whose clock stamps the records
 */
public record Topic<V extends SpecificRecord>(
        String name,
        Class<V> type,
        Schema schema,
        Partitioning partitioning,
        Optional<Duration> retention,
        Stamp stamp) {

    // Whoever reads or writes records of Sluice comes by here first.
    static {
        TrustedRecords.trust();
    }

    /** What decides a record's partition, and so how many there are. */
    public enum Partitioning {
        CUSTOMER,
        POOL,
        /**
         * The lane's partition, always named by the writer. Only plain clients read such a topic:
         * it may grow.
         */
        LANE,
        SCOPE,
        ORIGINAL_KEY,
        SINGLE
    }

    /** Whose clock stamps the records. */
    public enum Stamp {
        WRITER,
        BROKER
    }

    /**
     * The largest record of any topic: an answer of 8 MiB with its envelope, or a body of 4 MiB
     * beside its attempt.
     */
    public static final int RECORD_BYTES_MAX = 12 * 1024 * 1024;

    /** Subject of the values' schema in the registry (TopicNameStrategy). */
    public String subject() {
        return name + "-value";
    }

    /** Partitions for a deployment whose stages have {@code stagePartitions} each. */
    public int partitions(int stagePartitions) {
        return partitioning == Partitioning.SINGLE ? 1 : stagePartitions;
    }

    /** Configuration of the topic, by Kafka's own names. */
    public Map<String, String> configs() {
        Map<String, String> configs = new HashMap<>();
        configs.put("cleanup.policy", retention.isPresent() ? "delete" : "compact");
        configs.put("retention.ms", retention.map(Duration::toMillis).orElse(-1L).toString());
        configs.put(
                "message.timestamp.type", stamp == Stamp.BROKER ? "LogAppendTime" : "CreateTime");
        configs.put("max.message.bytes", Integer.toString(RECORD_BYTES_MAX));
        return Map.copyOf(configs);
    }
}
