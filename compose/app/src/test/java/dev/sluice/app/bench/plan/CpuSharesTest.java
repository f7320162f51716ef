package dev.sluice.app.bench.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CpuSharesTest {

    @Test
    void groupsComeLargestFirstAndTheJvmHasTheRest() {
        CpuShares shares =
                CpuShares.of(
                        Map.of(
                                "sluice-admission-5e6-StreamThread-1", 2_000_000_000L,
                                "sluice-admission-5e6-StreamThread-2", 1_000_000_000L,
                                "sluice-ledger-7a-StreamThread-1", 1_000_000_000L),
                        6_000_000_000L);

        assertThat(shares.nanosByGroup().keySet())
                .containsExactly("admission", "the JVM: garbage collection, compilation", "ledger");
        assertThat(shares.lines(Duration.ofSeconds(10), 2_000))
                .hasSize(5)
                .anySatisfy(line -> assertThat(line).contains("admission", "0.30", "1,500 µs"))
                .last()
                .satisfies(line -> assertThat(line).contains("together", "0.60", "3,000 µs"));
    }

    @Test
    void aClockThatIsBehindTakesNothingAway() {
        CpuShares shares = CpuShares.of(Map.of("sluice-admission", 3_000L), 2_000);

        assertThat(shares.totalNanos()).isEqualTo(3_000);
        assertThat(shares.nanosByGroup().values()).containsExactly(3_000L, 0L);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "sluice-admission-5e6-StreamThread-1, admission",
        "kafka-producer-network-thread | sluice-admission-5e6-StreamThread-1-producer, admission",
        "kafka-producer-network-thread | producer-3, producers",
        "sluice-lanes, worker",
        "data-plane-kafka-request-handler-2, Kafka: request handlers",
        "ForkJoinPool-1-worker-2, 'virtual threads: calls, HTTP'",
        "bench-sampler, bench",
        "Reference Handler, the rest",
    })
    void aThreadWorksForWhomItsNameSays(String thread, String group) {
        assertThat(ThreadGroups.of(thread)).isEqualTo(group);
    }

    @ParameterizedTest(name = "a call each {0} ms of 2,000 in flight: {1}")
    @CsvSource(value = {"0.5, 1.0, true", "0.58, 0.862, true", "0.6, 0.833, false"})
    void theMiddleOfARunTellsItsRate(double millis, double share, boolean enough) {
        long[] ends = LongStream.range(0, 10_000).map(n -> Math.round(n * millis * 1e6)).toArray();
        ends[9_999] += 60_000_000_000L;

        CallRate rate = CallRate.of(ends, 2_000, 1);

        assertThat(rate.share()).isCloseTo(share, within(0.001));
        assertThat(rate.isEnough()).isEqualTo(enough);
    }

    @Test
    void callsThatAllEndAtOnceHaveNoRate() {
        assertThat(CallRate.of(new long[] {5, 5, 5}, 10, 1).perSecond()).isZero();
        assertThat(CallRate.of(new long[] {5, 5, 5}, 10, 1))
                .hasToString("0 calls/s of an ideal 10: 0.0 % (at least 85 %)");
    }
}
