package dev.sluice.app.replay.kafka;

import dev.sluice.app.replay.OffsetRange;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/** Asks a cluster which offsets a topic has. One thread. */
final class TopicOffsets {

    private final Admin admin;

    TopicOffsets(Admin admin) {
        this.admin = admin;
    }

    /** All that each partition has by now, records of open transactions included. */
    SortedMap<Integer, OffsetRange> all(String topic) {
        return from(topic, OffsetSpec.earliest());
    }

    /** What each partition has from the first record on that is of this time or later. */
    SortedMap<Integer, OffsetRange> since(String topic, Instant time) {
        return from(topic, OffsetSpec.forTimestamp(Math.max(0, time.toEpochMilli())));
    }

    private SortedMap<Integer, OffsetRange> from(String topic, OffsetSpec first) {
        Map<Integer, Long> firsts = ask(topic, first);
        SortedMap<Integer, OffsetRange> ranges = new TreeMap<>();
        ask(topic, OffsetSpec.latest())
                .forEach((partition, end) -> {
                    long from = firsts.getOrDefault(partition, end);
                    // Below zero: there is no record of that time.
                    ranges.put(partition, new OffsetRange(from < 0 ? end : from, end));
                });
        return ranges;
    }

    private Map<Integer, Long> ask(String topic, OffsetSpec spec) {
        try {
            Map<TopicPartition, OffsetSpec> specs = new HashMap<>();
            for (TopicDescription found :
                    admin.describeTopics(List.of(topic)).allTopicNames().get().values()) {
                found.partitions()
                        .forEach(each ->
                                specs.put(new TopicPartition(topic, each.partition()), spec));
            }
            return admin.listOffsets(specs).all().get().entrySet().stream()
                    .collect(
                            Collectors.toMap(
                                    found -> found.getKey().partition(),
                                    found -> found.getValue().offset()));
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot ask for the offsets of " + topic, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking for " + topic, e);
        }
    }
}
