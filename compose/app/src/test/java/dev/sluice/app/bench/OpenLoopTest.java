package dev.sluice.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class OpenLoopTest {

    private final LatencyLog log = new LatencyLog();
    private final List<Integer> sent = new ArrayList<>();

    @Test
    void sendsAsManyAsTheRateAsksForAndNumbersThemOn() {
        OpenLoop loop = new OpenLoop(pipeline(Duration.ZERO), log);

        assertThat(loop.run(1_000, Duration.ofMillis(30))).isEqualTo(30);
        assertThat(loop.run(1_000, Duration.ofMillis(10))).isEqualTo(10);

        assertThat(sent).hasSize(40).startsWith(0, 1, 2).endsWith(38, 39);
        assertThat(log.take().getTotalCount()).isEqualTo(40);
    }

    /** What counts from sending would see nothing of a stall but for the one that stalled. */
    @Test
    void aStallIsSeenByAllWhoWereToBeSentMeanwhile() {
        long start = System.nanoTime();
        for (int n = 0; n < 100; n++) {
            log.sent(n, start - Duration.ofMillis(100L - n).toNanos());
            log.ended(n, Duration.ZERO);
        }

        Histogram micros = log.take();

        assertThat(micros.getValueAtPercentile(50)).isGreaterThanOrEqualTo(49_000);
        assertThat(micros.getMaxValue()).isGreaterThanOrEqualTo(99_000);
    }

    @Test
    void theTimeOfOthersIsTakenOff() {
        log.sent(0, System.nanoTime() - Duration.ofSeconds(61).toNanos());
        log.ended(0, Duration.ofSeconds(60));
        log.sent(1, System.nanoTime());
        log.ended(1, Duration.ofSeconds(60));

        Histogram micros = log.take();

        assertThat(micros.getMaxValue()).isBetween(1_000_000L, 30_000_000L);
        assertThat(micros.getMinValue()).isZero();
    }

    @Test
    void whatIsNotBackIsOpenUntilItIsTakenAndThenOfNoUse() {
        log.sent(0, System.nanoTime());
        assertThat(log.open()).isEqualTo(1);
        new OpenLoop(pipeline(Duration.ZERO), log).drain(Duration.ofMillis(1));

        assertThat(log.take().getTotalCount()).isZero();
        log.ended(0, Duration.ZERO);

        assertThat(log.open()).isZero();
        assertThat(log.take().getTotalCount()).isZero();
    }

    /** Brings everything back at once. */
    private Pipeline pipeline(Duration elsewhere) {
        return new Pipeline() {
            @Override
            public void send(int number) {
                sent.add(number);
                log.ended(number, elsewhere);
            }

            @Override
            public void close() {}
        };
    }
}
