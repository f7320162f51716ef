package dev.sluice.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.bench.plan.LoadCase;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WatchTest {

    private final LoadCase load = TinyLoads.load(3);
    private final Watch watch = new Watch(load);

    @Test
    void theFirstEndOfARequestCounts() {
        watch.givenUp(1);
        watch.answered(1);
        watch.answered(0);
        watch.answered(0);

        assertThat(watch.ends()).isEqualTo(2);
        assertThat(watch.failedEarly()).isEqualTo(1);
        assertThat(watch.served())
                .singleElement()
                .satisfies(served ->
                        assertThat(served.request()).isEqualTo(load.requests().getFirst()));
    }

    @Test
    void whatIsLateIsAnEndAndNotAFailureBeforeItsTime() {
        watch.late(2);

        assertThat(watch.ends()).isEqualTo(1);
        assertThat(watch.failedEarly()).isZero();
        assertThat(watch.served()).isEmpty();
    }

    @Test
    void waitingEndsWithTheLastEndOrWithPatience() throws InterruptedException {
        watch.answered(0);
        watch.await(Duration.ofMillis(1));
        assertThat(watch.ends()).isEqualTo(1);

        watch.answered(1);
        watch.givenUp(2);
        watch.await(Duration.ofDays(1));

        assertThat(watch.ends()).isEqualTo(3);
    }

    @Test
    void timeRunsFromTheBeginningToTheLastEnd() {
        watch.answered(0);
        Duration first = watch.elapsed();
        watch.answered(0);
        assertThat(watch.elapsed()).isEqualTo(first);

        watch.begin();

        assertThat(watch.elapsed()).isZero();
    }
}
