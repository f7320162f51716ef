package dev.sluice.worker.kafka;

import dev.sluice.schemas.kafka.AvroWire;
import dev.sluice.schemas.record.KeyCommand;
import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what people order for provider keys: all of it before any lane is claimed, then what comes.
 * Its thread owns the consumer; {@link #stop} is for any other.
 */
final class KeyOrders implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(KeyOrders.class);

    /** A fetch returns as soon as there is an order; this only bounds how long nothing is done. */
    private static final Duration POLL = Duration.ofMillis(500);

    private static final TopicPartition ORDERS = new TopicPartition(Topics.KEYS.name(), 0);

    private final Consumer<byte[], byte[]> consumer;
    private final AvroWire<KeyCommand> wire;
    private final Mailbox mailbox;
    private final Failure failure;
    private final Runnable caughtUp;
    private final AtomicBoolean stopping = new AtomicBoolean();

    /**
     * @param caughtUp called once, when every order that stood at the start was passed on
     */
    KeyOrders(
            Consumer<byte[], byte[]> consumer,
            AvroWire<KeyCommand> wire,
            Mailbox mailbox,
            Failure failure,
            Runnable caughtUp) {
        this.consumer = consumer;
        this.wire = wire;
        this.mailbox = mailbox;
        this.failure = failure;
        this.caughtUp = caughtUp;
    }

    void stop() {
        stopping.set(true);
        consumer.wakeup();
    }

    @Override
    public void run() {
        try (consumer) {
            consumer.assign(List.of(ORDERS));
            consumer.seekToBeginning(List.of(ORDERS));
            long end = consumer.endOffsets(List.of(ORDERS)).getOrDefault(ORDERS, 0L);
            while (consumer.position(ORDERS) < end) {
                read();
            }
            caughtUp.run();
            while (!stopping.get() && !failure.happened()) {
                read();
            }
        } catch (WakeupException e) {
            LOG.atTrace().log("woken to stop");
        } catch (InterruptException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure.report("keys", e);
        }
    }

    private void read() {
        for (ConsumerRecord<byte[], byte[]> order : consumer.poll(POLL)) {
            if (order.value() != null) {
                post(order);
            }
        }
    }

    /** Orders are few and the lanes' thread is fast: they need no bound. */
    private void post(ConsumerRecord<byte[], byte[]> order) {
        try {
            mailbox.post(new LoopMessage.Ordered(wire.decode(order.value())));
        } catch (SerializationException e) {
            LOG.atError()
                    .setCause(e)
                    .addKeyValue("offset", order.offset())
                    .log("an order for a provider key cannot be read, ignored");
        }
    }
}
