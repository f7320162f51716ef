package dev.sluice.client.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was handled and is not committed yet. Owned by the reader's thread. */
final class HandledOffsets implements ConsumerRebalanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(HandledOffsets.class);

    /** As much as comes again after a crash. */
    private static final Duration COMMIT_INTERVAL = Duration.ofMillis(500);

    private static final Duration COMMIT_MAX = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    private long committedNanos = System.nanoTime();

    HandledOffsets(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    void add(ConsumerRecord<byte[], byte[]> handled) {
        offsets.put(
                new TopicPartition(handled.topic(), handled.partition()),
                new OffsetAndMetadata(handled.offset() + 1));
    }

    /** Where more is to be handled: only after a while, since each commit is a round trip. */
    void commitWhenDue() {
        if (System.nanoTime() - committedNanos > COMMIT_INTERVAL.toNanos()) {
            commitNow();
        }
    }

    void commitNow() {
        commit(Map.copyOf(offsets));
    }

    /** Without an exception of its own, which would hide why the reader ends. */
    void commitFinally() {
        // An interrupt has done its work when the reader ends; the commit is not to hear of it.
        boolean interrupted = Thread.interrupted();
        try {
            commitDespiteWakeup();
        } catch (KafkaException e) {
            LOG.atWarn().setCause(e).log("not committed: the last results come again");
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The call that woke the reader up to close it may be felt here first. */
    private void commitDespiteWakeup() {
        try {
            commitNow();
        } catch (WakeupException e) {
            commitNow();
        }
    }

    /** What cannot be committed now stays, to be committed later or to come again. */
    private void commit(Map<TopicPartition, OffsetAndMetadata> handled) {
        if (handled.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(handled, COMMIT_MAX);
            handled.forEach(offsets::remove);
        } catch (RetriableException | RebalanceInProgressException | CommitFailedException e) {
            LOG.atDebug().addKeyValue("reason", e.getMessage()).log("not committed yet");
        }
        committedNanos = System.nanoTime();
    }

    /** The next member goes on behind what was handled here. */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        Map<TopicPartition, OffsetAndMetadata> theirs = new HashMap<>(offsets);
        theirs.keySet().retainAll(revoked);
        try {
            commit(theirs);
        } finally {
            offsets.keySet().removeAll(revoked);
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {}

    /** Others have them already. */
    @Override
    public void onPartitionsLost(Collection<TopicPartition> lost) {
        offsets.keySet().removeAll(lost);
    }
}
