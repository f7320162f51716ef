package dev.sluice.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.bench.plan.CpuShares;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ThreadTimesTest {

    @Test
    void aThreadThatWorksIsInItsGroup() throws InterruptedException {
        ThreadTimes before = ThreadTimes.now();
        CountDownLatch worked = new CountDownLatch(1);
        CountDownLatch seen = new CountDownLatch(1);
        Thread lanes =
                Thread.ofPlatform()
                        .name("sluice-lanes")
                        .start(() -> {
                            long until = System.nanoTime() + 50_000_000;
                            long spins = 0;
                            while (System.nanoTime() < until) {
                                spins++;
                            }
                            assertThat(spins).isPositive();
                            worked.countDown();
                            awaitQuietly(seen);
                        });
        worked.await();

        CpuShares shares = ThreadTimes.now().since(before);

        seen.countDown();
        lanes.join();
        assertThat(shares.nanosByGroup().getOrDefault("worker", 0L)).isPositive();
        assertThat(shares.totalNanos())
                .isGreaterThanOrEqualTo(shares.nanosByGroup().getOrDefault("worker", 0L));
    }

    @Test
    void onlyWhatWasUsedSinceCounts() {
        ThreadTimes before = new ThreadTimes(Map.of(1L, "sluice-lanes"), Map.of(1L, 4_000L), 9_000);
        ThreadTimes after =
                new ThreadTimes(
                        Map.of(1L, "sluice-lanes", 2L, "sluice-work"),
                        Map.of(1L, 5_000L, 2L, 300L),
                        11_000);

        CpuShares shares = after.since(before);

        assertThat(shares.nanosByGroup())
                .isEqualTo(
                        Map.of(
                                "worker", 1_300L,
                                "the JVM: garbage collection, compilation", 700L));
        assertThat(shares.totalNanos()).isEqualTo(2_000);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
