package dev.sluice.warehouse.kafka;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * How many records a group has still to read. They are counted, not subtracted: where topics are
 * written in transactions, offsets have gaps, and the last offset of a partition is no record.
 *
 * @param records counted up to {@link #COUNTED_MAX}
 */
public record Backlog(long records) {

    /** Beyond that nobody needs the number, and counting takes time. */
    public static final long COUNTED_MAX = 100_000;

    /** What of {@code topic} stands before {@code ends} and is not committed by {@code group}. */
    public static Backlog of(
            SourceTopics topics, String topic, String group, Map<TopicPartition, Long> ends) {
        List<TopicPartition> partitions = topics.partitions(topic);
        Map<TopicPartition, Long> begins = topics.begins(partitions);
        Map<TopicPartition, Long> committed = topics.committed(group);
        long records = 0;
        for (TopicPartition partition : partitions) {
            long begin = begins.getOrDefault(partition, 0L);
            long from = Math.max(begin, committed.getOrDefault(partition, begin));
            records += count(topics, partition, from, ends.getOrDefault(partition, 0L), records);
        }
        return new Backlog(records);
    }

    public boolean isEmpty() {
        return records == 0;
    }

    /** For people. */
    public String text() {
        return records >= COUNTED_MAX
                ? "more than %,d records".formatted(COUNTED_MAX)
                : "%,d records".formatted(records);
    }

    private static long count(
            SourceTopics topics, TopicPartition partition, long from, long end, long already) {
        if (from >= end) {
            return 0;
        }
        long counted = 0;
        try (CommittedRecords records =
                new CommittedRecords(topics.bootstrapServers(), partition, from, end)) {
            while (already + counted < COUNTED_MAX && records.hasNext()) {
                records.next();
                counted++;
            }
        }
        return counted;
    }
}
