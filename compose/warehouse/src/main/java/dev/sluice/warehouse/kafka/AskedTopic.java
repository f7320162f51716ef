package dev.sluice.warehouse.kafka;

import dev.sluice.warehouse.check.Bounds;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** A topic as it was when somebody asked whether all of it is in the warehouse. One thread. */
public final class AskedTopic {

    private final SourceTopics topics;
    private final String topic;
    private final String group;
    private final List<TopicPartition> partitions;
    private final Map<TopicPartition, Long> ends;

    private AskedTopic(SourceTopics topics, String topic, String group) {
        this.topics = topics;
        this.topic = topic;
        this.group = group;
        this.partitions = topics.partitions(topic);
        this.ends = topics.ends(partitions);
    }

    /**
     * @param group under which the sink's offsets are kept
     */
    public static AskedTopic now(SourceTopics topics, String topic, String group) {
        return new AskedTopic(topics, topic, group);
    }

    /** What of it the sink has not taken by now. */
    public Backlog backlog() {
        return Backlog.of(topics, topic, group, ends);
    }

    /** How far the sink is now: to be asked before the rows are read. */
    public Progress progress() {
        return new Progress(topics.begins(partitions), topics.committed(group));
    }

    /** A partition with what is known of it, and its records up to now. */
    @FunctionalInterface
    public interface PartitionReader {
        /**
         * @param records to be closed
         */
        void read(int partition, Bounds bounds, CommittedRecords records);
    }

    /** How far the sink was at one moment. */
    public final class Progress {

        private final Map<TopicPartition, Long> begins;
        private final Map<TopicPartition, Long> committed;

        private Progress(Map<TopicPartition, Long> begins, Map<TopicPartition, Long> committed) {
            this.begins = begins;
            this.committed = committed;
        }

        /** The ends are those of now: rows that were read before have their records. */
        public void eachPartition(PartitionReader reader) {
            Map<TopicPartition, Long> endsNow = topics.ends(partitions);
            for (TopicPartition partition : partitions) {
                long begin = begins.getOrDefault(partition, 0L);
                Bounds bounds =
                        new Bounds(
                                begin,
                                committed.getOrDefault(partition, begin),
                                ends.getOrDefault(partition, 0L));
                reader.read(
                        partition.partition(),
                        bounds,
                        new CommittedRecords(
                                topics.bootstrapServers(),
                                partition,
                                begin,
                                endsNow.getOrDefault(partition, 0L)));
            }
        }
    }
}
