package dev.sluice.worker.kafka;

import dev.sluice.schemas.topic.Topics;
import dev.sluice.worker.lane.LaneAction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads work and commits what is complete. Its thread owns the consumer and is this worker's
 * membership of the group; the lanes' thread leaves its wishes here and never waits.
 */
final class WorkConsumer implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(WorkConsumer.class);

    /** Records end a poll at once; this bounds how late a commit is sent, or a stop noticed. */
    private static final Duration POLL = Duration.ofMillis(20);

    private static final Duration CLOSE = Duration.ofSeconds(10);

    private final Consumer<byte[], byte[]> consumer;
    private final WorkDecoder decoder;
    private final Mailbox mailbox;
    private final Clock clock;
    private final Failure failure;
    private final Assignments assignments;
    private final Map<Long, LaneAction.Commit> commits = new ConcurrentHashMap<>();
    private final Set<Integer> paused = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    WorkConsumer(
            Consumer<byte[], byte[]> consumer,
            WorkDecoder decoder,
            Assignments assignments,
            Mailbox mailbox,
            Clock clock,
            Failure failure) {
        this.consumer = consumer;
        this.decoder = decoder;
        this.assignments = assignments;
        this.mailbox = mailbox;
        this.clock = clock;
        this.failure = failure;
    }

    /** Commits at the next opportunity; a newer wish of one ownership replaces an older. */
    void commit(long ownership, LaneAction.Commit commit) {
        commits.put(ownership, commit);
    }

    /** The group may have the partition. */
    void handOver(long ownership, LaneAction.Commit last) {
        commits.remove(ownership);
        assignments.handedOver(ownership, last);
    }

    void pause(int partition) {
        paused.add(partition);
    }

    void resume(int partition) {
        paused.remove(partition);
    }

    /** Leaves the group; the thread ends when that is done. */
    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        try {
            consumer.subscribe(List.of(Topics.WORK.name()), assignments);
            while (!stopped && !failure.happened()) {
                read();
                throttle();
                commit();
            }
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure.report("work", e);
        } finally {
            letGo();
            leave();
        }
    }

    /**
     * While this is a member: a consumer that is closed between two generations tells that it lost
     * its partitions, when the next owner may have them already.
     */
    private void letGo() {
        try {
            assignments.onPartitionsRevoked(consumer.assignment());
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("could not let go of the partitions in an orderly way");
        }
    }

    private void read() throws InterruptedException {
        for (ConsumerRecord<byte[], byte[]> each : consumer.poll(POLL)) {
            long ownership = assignments.ownershipOf(each.partition());
            mailbox.postRead(new LoopMessage.ToOwner(ownership, decoder.decode(each)));
        }
    }

    private void throttle() {
        for (TopicPartition partition : consumer.assignment()) {
            boolean wanted = paused.contains(partition.partition());
            boolean is = consumer.paused().contains(partition);
            if (wanted && !is) {
                consumer.pause(Set.of(partition));
            } else if (is && !wanted) {
                consumer.resume(Set.of(partition));
            }
        }
    }

    private void commit() {
        for (long ownership : List.copyOf(commits.keySet())) {
            LaneAction.Commit wish = commits.remove(ownership);
            if (wish != null) {
                assignments.partitionOf(ownership).ifPresent(p -> send(ownership, p, wish));
            }
        }
    }

    private void send(long ownership, TopicPartition partition, LaneAction.Commit wish) {
        long sentAt = clock.nanos();
        consumer.commitAsync(
                Map.of(partition, offset(wish)),
                (_, problem) -> {
                    if (problem == null) {
                        assignments.committed(ownership, sentAt);
                    } else {
                        // Usual while the group moves partitions. The next one is a second away;
                        // without any, no call is started.
                        LOG.atDebug()
                                .addKeyValue("partition", partition.partition())
                                .addKeyValue("cause", problem.toString())
                                .log("a commit was not taken");
                    }
                });
    }

    static OffsetAndMetadata offset(LaneAction.Commit commit) {
        return new OffsetAndMetadata(commit.offset(), commit.metadata());
    }

    private void leave() {
        try {
            consumer.close(
                    CloseOptions.timeout(CLOSE)
                            .withGroupMembershipOperation(
                                    CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("could not leave the group in an orderly way");
        }
    }
}
