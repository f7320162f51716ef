package dev.sluice.worker.kafka;

import dev.sluice.schemas.topic.Topics;
import dev.sluice.worker.lane.Assignment;
import dev.sluice.worker.lane.LaneAction;
import dev.sluice.worker.lane.LaneEvent;
import dev.sluice.worker.lane.journal.Anchor;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which partitions the group gave to this worker; each time one is given is an ownership with a
 * number of its own. Owned by the consumer's thread, but for {@link #handedOver}.
 */
final class Assignments implements ConsumerRebalanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(Assignments.class);

    /** The lanes' thread answers in milliseconds, if the brokers do; the group waits meanwhile. */
    private static final Duration FAREWELL_MAX = Duration.ofSeconds(2);

    private record Farewell(long ownership, LaneAction.Commit last) {}

    private final Consumer<byte[], byte[]> consumer;
    private final Mailbox mailbox;
    private final Clock clock;
    private final String owner;
    private final Map<TopicPartition, Long> ownerships = new HashMap<>();
    private final BlockingQueue<Farewell> farewells = new LinkedBlockingQueue<>();
    private long given;

    /**
     * @param owner names this process and no other; the ownership's number is appended
     */
    Assignments(Consumer<byte[], byte[]> consumer, Mailbox mailbox, Clock clock, String owner) {
        this.consumer = consumer;
        this.mailbox = mailbox;
        this.clock = clock;
        this.owner = owner;
    }

    /** The lanes' thread has let go. */
    void handedOver(long ownership, LaneAction.Commit last) {
        farewells.add(new Farewell(ownership, last));
    }

    long ownershipOf(int partition) {
        return ownerships.getOrDefault(of(partition), 0L);
    }

    Optional<TopicPartition> partitionOf(long ownership) {
        return ownerships.entrySet().stream()
                .filter(entry -> entry.getValue() == ownership)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    void committed(long ownership, long sentNanos) {
        tell(ownership, new LaneEvent.Committed(sentNanos));
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> commits = consumer.committed(Set.copyOf(partitions));
        for (TopicPartition partition : partitions) {
            given++;
            ownerships.put(partition, given);
            Optional<OffsetAndMetadata> commit = Optional.ofNullable(commits.get(partition));
            Anchor anchor =
                    commit.map(OffsetAndMetadata::metadata)
                            .map(Anchor::parse)
                            .orElse(Anchor.BEGINNING);
            mailbox.post(
                    new LoopMessage.Assigned(
                            given,
                            new Assignment(
                                    owner + "/" + given,
                                    partition.partition(),
                                    consumer.position(partition),
                                    anchor)));
            LOG.atInfo()
                    .addKeyValue("partition", partition.partition())
                    .addKeyValue("journal", anchor.from())
                    .log("partition assigned");
        }
        mailbox.post(new LoopMessage.Joined());
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        farewells.clear();
        Set<Long> awaited = new HashSet<>();
        for (TopicPartition partition : partitions) {
            Long ownership = ownerships.get(partition);
            if (ownership != null) {
                tell(ownership, new LaneEvent.Revoked());
                awaited.add(ownership);
            }
        }
        commitFarewells(awaited);
        partitions.forEach(ownerships::remove);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            Long ownership = ownerships.remove(partition);
            if (ownership != null) {
                tell(ownership, new LaneEvent.Lost());
            }
        }
    }

    /** A commit that fails here costs nothing: the journal tells the next owner what is done. */
    private void commitFarewells(Set<Long> awaited) {
        long until = clock.nanos() + FAREWELL_MAX.toNanos();
        Map<TopicPartition, OffsetAndMetadata> last = new HashMap<>();
        try {
            while (!awaited.isEmpty()) {
                Farewell farewell = farewells.poll(until - clock.nanos(), TimeUnit.NANOSECONDS);
                if (farewell == null) {
                    LOG.atWarn().log("the lanes did not let go in time");
                    break;
                }
                // One that was lost before may say farewell now.
                awaited.remove(farewell.ownership());
                partitionOf(farewell.ownership())
                        .ifPresent(p -> last.put(p, WorkConsumer.offset(farewell.last())));
            }
            if (!last.isEmpty()) {
                consumer.commitSync(last, FAREWELL_MAX);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (KafkaException e) {
            LOG.atWarn().addKeyValue("cause", e.toString()).log("the last commit was not taken");
        }
    }

    private void tell(long ownership, LaneEvent event) {
        mailbox.post(new LoopMessage.ToOwner(ownership, event));
    }

    private static TopicPartition of(int partition) {
        return new TopicPartition(Topics.WORK.name(), partition);
    }
}
