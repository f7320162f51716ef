package dev.sluice.ledger.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicScanTest {

    private static final String TOPIC = "audit.log";
    private static final TopicPartition ZERO = new TopicPartition(TOPIC, 0);
    private static final TopicPartition ONE = new TopicPartition(TOPIC, 1);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final List<String> read = new ArrayList<>();

    @BeforeEach
    void topicWithTwoPartitions() {
        consumer.updatePartitions(TOPIC, List.of(partition(0), partition(1)));
        consumer.updateBeginningOffsets(Map.of(ZERO, 0L, ONE, 0L));
    }

    private static PartitionInfo partition(int number) {
        return new PartitionInfo(TOPIC, number, Node.noNode(), new Node[0], new Node[0]);
    }

    private void add(int partition, long offset) {
        byte[] value = "value".getBytes(StandardCharsets.UTF_8);
        consumer.addRecord(new ConsumerRecord<>(TOPIC, partition, offset, value, value));
    }

    private void note(ConsumerRecord<byte[], byte[]> record) {
        read.add(record.partition() + ":" + record.offset());
    }

    @Test
    void readsEveryPartitionUpToItsEnd() {
        try (TopicScan scan = new TopicScan(consumer, TOPIC)) {
            add(0, 0);
            add(1, 0);
            consumer.schedulePollTask(() -> {});
            consumer.schedulePollTask(() -> add(0, 1));
            scan.readTo(Map.of(ZERO, 2L, ONE, 1L), this::note);
        }
        assertThat(read).containsExactlyInAnyOrder("0:0", "0:1", "1:0");
    }

    @Test
    void aTopicWithoutRecordsIsReadAtOnce() {
        try (TopicScan scan = new TopicScan(consumer, TOPIC)) {
            scan.readTo(Map.of(ZERO, 0L, ONE, 0L), this::note);
        }
        assertThat(read).isEmpty();
    }

    @Test
    void readsOnFromWhereItWas() {
        try (TopicScan scan = new TopicScan(consumer, TOPIC)) {
            add(0, 0);
            scan.readTo(Map.of(ZERO, 1L, ONE, 0L), this::note);
            add(0, 1);
            scan.readTo(Map.of(ZERO, 2L, ONE, 0L), this::note);
        }
        assertThat(read).containsExactly("0:0", "0:1");
    }

    @Test
    void readsOnePartitionFromAnOffsetOn() {
        try (TopicScan scan = new TopicScan(consumer, TOPIC)) {
            scan.startAt(Map.of(1, 1L));
            for (int offset = 0; offset < 3; offset++) {
                add(1, offset);
            }
            scan.readTo(Map.of(ONE, 3L), this::note);
        }
        assertThat(read).containsExactly("1:1", "1:2");
    }
}
