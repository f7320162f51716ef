package dev.sluice.app.roles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.ActiveConfig;
import dev.sluice.testing.Samples;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LiveConfigTest {

    private final LiveConfig live = new LiveConfig(version(3));

    private static ActiveConfig version(long version) {
        ActiveConfig sample = Samples.active(Samples.config());
        return new ActiveConfig(
                version, sample.config(), sample.lanes(), sample.lanePartitions(), sample.prices());
    }

    @Test
    void versionsOnlyGrow() {
        live.become(version(5));
        live.become(version(4));

        assertThat(live.current().version()).isEqualTo(5);
    }

    @Test
    void whoNeedsWhatIsThereDoesNotWait() {
        assertThat(live.current(3).version()).isEqualTo(3);
        assertThat(live.current(0).version()).isEqualTo(3);
    }

    @Test
    void whoNeedsTheNextWaitsForIt() throws Exception {
        CompletableFuture<Long> waiting =
                CompletableFuture.supplyAsync(() -> live.current(4).version());
        live.become(version(4));

        assertThat(waiting.get(10, TimeUnit.SECONDS)).isEqualTo(4);
    }

    @Test
    void whoWaitsInVainDoesItOnceAndAtMostASecond() {
        long start = System.nanoTime();
        assertThat(live.current(9).version()).isEqualTo(3);
        long once = System.nanoTime() - start;
        for (int n = 0; n < 100; n++) {
            assertThat(live.current(9).version()).isEqualTo(3);
        }

        assertThat(once).isGreaterThanOrEqualTo(LiveConfig.WAIT_MAX.toNanos());
        assertThat(System.nanoTime() - start - once).isLessThan(Duration.ofSeconds(50).toNanos());
    }

    @Test
    void aConfigurationThatNeverChangesIsItsOwnSource() {
        ActiveConfig fixed = version(1);

        assertThat(fixed.current()).isSameAs(fixed);
        assertThat(fixed.current(7)).isSameAs(fixed);
    }
}
