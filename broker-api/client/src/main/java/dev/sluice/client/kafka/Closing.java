package dev.sluice.client.kafka;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.WakeupException;

/** Whether a reader was told to stop. Any thread. */
final class Closing {

    /** Before something that Kafka did not answer is asked again. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final CountDownLatch asked = new CountDownLatch(1);

    void ask() {
        asked.countDown();
    }

    boolean isAsked() {
        return asked.getCount() == 0;
    }

    /**
     * Waits a moment.
     *
     * @throws WakeupException as Kafka's own waits do where the reader is told to stop meanwhile
     */
    void pause() {
        try {
            if (asked.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new WakeupException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WakeupException();
        }
    }
}
