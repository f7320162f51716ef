package dev.sluice.worker.kafka;

import dev.sluice.schemas.kafka.AvroWire;
import dev.sluice.schemas.record.JournalEntry;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.worker.lane.LaneEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the journals of this worker's partitions, each from where its owner needs it. Its thread
 * owns the consumer; others send it orders.
 */
final class JournalReader implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(JournalReader.class);

    /** A fetch returns as soon as there is an entry; this only bounds how long nothing is done. */
    private static final Duration POLL = Duration.ofMillis(200);

    private sealed interface Order {
        record Follow(TopicPartition partition, long from) implements Order {}

        record Leave(TopicPartition partition) implements Order {}

        record Stop() implements Order {}
    }

    private final BlockingQueue<Order> orders = new LinkedBlockingQueue<>();
    private final Consumer<byte[], byte[]> consumer;
    private final AvroWire<JournalEntry> wire;
    private final Mailbox mailbox;
    private final Failure failure;
    private final Set<TopicPartition> followed = new HashSet<>();

    JournalReader(
            Consumer<byte[], byte[]> consumer,
            AvroWire<JournalEntry> wire,
            Mailbox mailbox,
            Failure failure) {
        this.consumer = consumer;
        this.wire = wire;
        this.mailbox = mailbox;
        this.failure = failure;
    }

    /** Reads the journal of a partition from this offset on, also if it is read already. */
    void follow(int partition, long from) {
        give(new Order.Follow(of(partition), from));
    }

    void leave(int partition) {
        give(new Order.Leave(of(partition)));
    }

    void stop() {
        give(new Order.Stop());
    }

    private void give(Order order) {
        orders.add(order);
        consumer.wakeup();
    }

    @Override
    public void run() {
        try (consumer) {
            while (!failure.happened()) {
                Optional<Order> order = next();
                if (order.isPresent() && order.get() instanceof Order.Stop) {
                    return;
                }
                order.ifPresent(this::carryOut);
                read();
            }
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure.report("journal", e);
        }
    }

    private Optional<Order> next() throws InterruptedException {
        return followed.isEmpty() ? Optional.of(orders.take()) : Optional.ofNullable(orders.poll());
    }

    private void carryOut(Order order) {
        switch (order) {
            case Order.Follow(TopicPartition partition, long from) -> {
                followed.add(partition);
                consumer.assign(followed);
                consumer.seek(partition, from);
            }
            case Order.Leave(TopicPartition partition) -> {
                followed.remove(partition);
                consumer.assign(followed);
            }
            case Order.Stop _ -> {}
        }
    }

    private void read() throws InterruptedException {
        if (followed.isEmpty()) {
            return;
        }
        try {
            for (ConsumerRecord<byte[], byte[]> entry : consumer.poll(POLL)) {
                post(entry);
            }
        } catch (WakeupException e) {
            LOG.atTrace().log("woken by an order");
        }
    }

    private void post(ConsumerRecord<byte[], byte[]> entry) throws InterruptedException {
        try {
            LaneEvent read =
                    new LaneEvent.JournalRead(
                            entry.offset(),
                            Instant.ofEpochMilli(entry.timestamp()),
                            wire.decode(entry.value()));
            mailbox.postRead(new LoopMessage.ToPartition(entry.partition(), read));
        } catch (SerializationException e) {
            // Nobody but lanes writes here; one foreign record must not stop them for ever.
            LOG.atError()
                    .setCause(e)
                    .addKeyValue("partition", entry.partition())
                    .addKeyValue("offset", entry.offset())
                    .log("an entry of the journal cannot be read");
        }
    }

    private static TopicPartition of(int partition) {
        return new TopicPartition(Topics.ATTEMPTS.name(), partition);
    }
}
