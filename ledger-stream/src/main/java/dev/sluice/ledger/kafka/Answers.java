package dev.sluice.ledger.kafka;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;

/** Answers of the cluster, waited for. */
final class Answers {

    private static final long WAIT_SECONDS = 30;

    private Answers() {}

    /**
     * @param what for the error: what was asked
     * @throws IllegalStateException where the cluster refuses or does not answer
     */
    static <T> T of(String what, KafkaFuture<T> answer) {
        try {
            return answer.get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("cannot ask the cluster for " + what, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking for " + what, e);
        }
    }
}
