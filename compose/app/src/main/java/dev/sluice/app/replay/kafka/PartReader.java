package dev.sluice.app.replay.kafka;

import dev.sluice.app.replay.OffsetRange;
import dev.sluice.ledger.kafka.TopicScan;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads parts of topics, committed records only, and says how far it is. One thread. */
final class PartReader {

    private final String bootstrapServers;
    private final ReplayProgress progress;

    PartReader(String bootstrapServers, ReplayProgress progress) {
        this.bootstrapServers = bootstrapServers;
        this.progress = progress;
    }

    /**
     * Hands over the records of these offsets, in the order of each partition.
     *
     * @throws IllegalStateException where nothing comes for 30 s although more should
     */
    void read(
            String topic,
            SortedMap<Integer, OffsetRange> parts,
            Consumer<ConsumerRecord<byte[], byte[]>> each) {
        SortedMap<Integer, OffsetRange> wanted = new TreeMap<>(parts);
        wanted.values().removeIf(OffsetRange::isEmpty);
        if (wanted.isEmpty()) {
            return;
        }
        Map<Integer, Long> firsts = new HashMap<>();
        Map<TopicPartition, Long> ends = new HashMap<>();
        wanted.forEach((partition, part) -> {
            firsts.put(partition, part.first());
            ends.put(new TopicPartition(topic, partition), part.end());
        });
        long all = wanted.values().stream().mapToLong(OffsetRange::size).sum();
        Read done = new Read(wanted);
        try (TopicScan scan = TopicScan.of(bootstrapServers, topic)) {
            scan.startAt(firsts);
            scan.readTo(
                    ends,
                    found -> {
                        OffsetRange part = wanted.get(found.partition());
                        if (part != null && part.contains(found.offset())) {
                            each.accept(found);
                            done.upTo(found.partition(), found.offset());
                            progress.at("reading " + topic, done.count, all);
                        }
                    });
        }
    }

    /** How many offsets are behind. */
    private static final class Read {
        private final Map<Integer, Long> next = new HashMap<>();
        private long count;

        Read(Map<Integer, OffsetRange> parts) {
            parts.forEach((partition, part) -> next.put(partition, part.first()));
        }

        void upTo(int partition, long offset) {
            Long before = next.put(partition, offset + 1);
            count += before == null ? 0 : offset + 1 - before;
        }
    }
}
