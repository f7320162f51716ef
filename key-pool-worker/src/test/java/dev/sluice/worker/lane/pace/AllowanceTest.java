package dev.sluice.worker.lane.pace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.AdaptivePolicy;
import dev.sluice.config.Limit;
import dev.sluice.config.Window;
import dev.sluice.worker.provider.Pace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A limit of a day: time in, amounts and waits out. */
final class AllowanceTest {

    private static final long HOUR = Duration.ofHours(1).toNanos();
    private static final Window DAY = new Window(1, Window.Unit.DAYS);
    private static final Limit A_DAY = new Limit.Requests(100, DAY, OptionalLong.empty());

    private final Allowance allowance = new Allowance(A_DAY, 100, Duration.ofDays(1), 0);

    @ParameterizedTest(name = "{0} used at hour 0, {1} at hour 5: {2} more at hour {3}")
    @CsvSource({
        "60, 40, 1, 25",
        "60, 40, 60, 25",
        "60, 40, 61, 30",
        "60, 40, 100, 30",
        "60, 30, 10, 6",
        "60, 30, 11, 25",
        // more than there ever is waits until nothing is used
        "10, 0, 500, 25",
    })
    void roomComesBackWhenASliceIsAsOldAsTheWindow(
            double first, double second, double more, long hour) {
        allowance.take(0, first);
        allowance.take(5 * HOUR, second);
        assertThat(allowance.readyAt(6 * HOUR, more)).isEqualTo(hour * HOUR);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void inNoDayMoreThanTheLimitIsUsedWhereverTheDayBegins(long seed) {
        Random random = new Random(seed);
        TreeMap<Long, Double> taken = new TreeMap<>();
        long now = 0;
        for (int n = 0; n < 2_000; n++) {
            now += random.nextLong(HOUR / 4) + 1;
            double amount = 1 + random.nextInt(5);
            if (allowance.readyAt(now, amount) <= now) {
                allowance.take(now, amount);
                taken.merge(now, amount, Double::sum);
                double day =
                        taken.tailMap(now - 24 * HOUR, false).values().stream()
                                .mapToDouble(each -> each)
                                .sum();
                assertThat(day).as("LaneNeverOverruns").isLessThanOrEqualTo(100);
            }
        }
        assertThat(taken.values().stream().mapToDouble(each -> each).sum())
                .as("hardly less than 100 in 25 hours")
                .isGreaterThan(0.95 * 100 * (double) now / (25 * HOUR));
    }

    @Test
    void whatTheProviderSaysIsUsedUpIsThereAgainAtItsReset() {
        allowance.take(0, 100);
        allowance.usedUp(3 * HOUR);
        assertThat(allowance.left(2 * HOUR)).isZero();
        assertThat(allowance.readyAt(2 * HOUR, 1)).isEqualTo(3 * HOUR);
        assertThat(allowance.left(3 * HOUR)).isEqualTo(100);
    }

    @Test
    void theProvidersSmallerCountIsBelieved() {
        allowance.take(0, 10);
        allowance.lower(0, 30);
        assertThat(allowance.left(0)).isEqualTo(30);
        allowance.lower(0, 90);
        assertThat(allowance.left(0)).as("others used it, too").isEqualTo(30);
    }

    @Test
    void aCountThatIsImpossibleCostsTheWholeAllowanceAndNotMore() {
        allowance.correct(0, 1, 1e18);
        assertThat(allowance.left(24 * HOUR)).isZero();
        assertThat(allowance.left(25 * HOUR)).isEqualTo(100);
    }

    @Test
    void aNextOwnerGoesOnWhereTheFormerWas() {
        allowance.take(0, 60);
        allowance.take(5 * HOUR, 30);
        Allowance next = new Allowance(A_DAY, 100, Duration.ofDays(1), 6 * HOUR);
        next.restore(allowance.usage(5 * HOUR), 6 * HOUR);
        assertThat(next.left(6 * HOUR)).isEqualTo(10);
        assertThat(next.readyAt(6 * HOUR, 11)).isEqualTo(25 * HOUR);
    }

    @Test
    void aDayAloneIsSearchedForItsRateAndIsUsedUpByItsCount() {
        LanePace pace = new LanePace(List.of(A_DAY), 0, AdaptivePolicy.DEFAULT, 0);
        long now = 0;
        for (int n = 0; n < 100; n++) {
            now = pace.readyAt(now, 1);
            Ticket ticket = pace.take(now, 1);
            pace.ended(ticket, now);
            pace.answered(ticket, now);
        }
        assertThat(now).as("not all at once").isGreaterThan(Duration.ofSeconds(1).toNanos());
        assertThat(pace.startable(now)).isZero();
        assertThat(pace.exhaustedUntil(now, 0)).isEqualTo(25 * HOUR);
        assertThat(pace.limits(now)).contains("requests: 100, per: 1d");
    }

    @ParameterizedTest(name = "{0} left, reset in {1} min, retry-after {2} min: none for {3} min")
    @CsvSource({
        "0, 300, , 300",
        "0, 300, 120, 120",
        "1, 300, , 0",
        // a rate's reset is the lane's business
        "0, 50, , 0",
    })
    void aFarResetOfWhatRanOutIsBelievedWithoutAnyConfiguredLimit(
            long left, long reset, @Nullable Long retryAfter, long minutes) {
        LanePace pace = new LanePace(List.of(), 0);
        Pace said =
                new Pace(
                        Optional.ofNullable(retryAfter).map(Duration::ofMinutes),
                        OptionalLong.of(left),
                        OptionalLong.empty(),
                        Optional.of(Duration.ofMinutes(reset)),
                        Optional.empty());
        pace.learn(pace.take(0, 1), 0, said, 0);
        assertThat(pace.exhaustedUntil(0, 0)).isEqualTo(Duration.ofMinutes(minutes).toNanos());
    }

    @Test
    void theHeadersOfAMinuteSayNothingOfTheDay() {
        Limit minute =
                new Limit.Requests(60, new Window(1, Window.Unit.MINUTES), OptionalLong.of(10));
        LanePace pace = new LanePace(List.of(minute, A_DAY), 0);
        Pace said =
                new Pace(
                        Optional.empty(),
                        OptionalLong.of(3),
                        OptionalLong.empty(),
                        Optional.of(Duration.ofSeconds(57)),
                        Optional.empty());
        pace.learn(pace.take(0, 1), 0, said, 0);
        assertThat(pace.startable(0)).isEqualTo(4);
        assertThat(pace.startable(HOUR)).isGreaterThan(8);
    }
}
