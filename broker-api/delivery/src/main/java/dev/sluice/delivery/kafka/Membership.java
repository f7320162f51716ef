package dev.sluice.delivery.kafka;

import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process's membership of the group that shares the partitions of {@code inference.results}
 * among the processes of the role. It reads nothing: couriers have consumers of their own, so that
 * one which waits cannot cost the others their membership. Its thread owns its consumer.
 */
final class Membership implements Runnable, ConsumerRebalanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(Membership.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> consumer;
    private final Couriers couriers;
    private final Failure failure;
    private volatile boolean joined;
    private volatile boolean stopped;

    Membership(Consumer<byte[], byte[]> consumer, Couriers couriers, Failure failure) {
        this.consumer = consumer;
        this.couriers = couriers;
        this.failure = failure;
    }

    /** Whether the group gave it its partitions, be they none. Any thread. */
    boolean joined() {
        return joined;
    }

    /** Leaves the group soon. Any thread, never blocks. */
    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        try {
            consumer.subscribe(List.of(Topics.RESULTS.name()), this);
            while (!stopped && failure.reason().isEmpty()) {
                ConsumerRecords<byte[], byte[]> _ = consumer.poll(POLL);
            }
        } catch (InterruptException e) {
            LOG.atDebug().log("interrupted");
        } catch (RuntimeException e) {
            failure.report("membership", e);
        } finally {
            leave();
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        consumer.pause(partitions);
        couriers.start(numbers(partitions));
        joined = true;
        LOG.atInfo().addKeyValue("partitions", numbers(partitions)).log("partitions assigned");
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        try {
            couriers.stop(numbers(partitions));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Set<Integer> numbers(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).collect(Collectors.toSet());
    }

    /** Closing revokes what it still has, which stops the couriers. */
    private void leave() {
        try {
            onPartitionsRevoked(consumer.assignment());
            consumer.close(
                    CloseOptions.timeout(CLOSE)
                            .withGroupMembershipOperation(
                                    CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("could not leave the group in an orderly way");
        }
    }
}
