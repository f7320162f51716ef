package dev.sluice.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LatencyLogTest {

    private final LatencyLog log = new LatencyLog();

    @Test
    void whatEndsTwiceCountsOnce() {
        log.sent(1, System.nanoTime());
        log.ended(1, Duration.ZERO);
        log.ended(1, Duration.ZERO);

        assertThat(log.take().getTotalCount()).isEqualTo(1);
    }

    @Test
    void whatWasNeverSentDoesNotCount() {
        log.ended(7, Duration.ZERO);

        assertThat(log.take().getTotalCount()).isZero();
    }

    @Test
    void eachTimeOnlyWhatIsNewIsTaken() {
        log.sent(1, System.nanoTime());
        log.ended(1, Duration.ZERO);
        Histogram first = log.take();
        log.sent(2, System.nanoTime());
        log.sent(3, System.nanoTime());
        log.ended(2, Duration.ZERO);
        log.ended(3, Duration.ZERO);

        assertThat(first.getTotalCount()).isEqualTo(1);
        assertThat(log.take().getTotalCount()).isEqualTo(2);
        assertThat(log.take().getTotalCount()).isZero();
    }

    @Test
    void manyMayEndAtOnce() throws InterruptedException {
        int each = 500;
        IntStream.range(0, 4 * each).forEach(n -> log.sent(n, System.nanoTime()));

        List<Thread> threads =
                IntStream.range(0, 4)
                        .mapToObj(part ->
                                Thread.ofVirtual()
                                        .start(() ->
                                                IntStream.range(part * each, (part + 1) * each)
                                                        .forEach(n -> log.ended(n, Duration.ZERO))))
                        .toList();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(log.open()).isZero();
        assertThat(log.take().getTotalCount()).isEqualTo(4L * each);
    }
}
