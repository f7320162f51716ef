package dev.sluice.worker.lane.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.config.AdaptivePolicy;
import dev.sluice.config.Limit;
import dev.sluice.config.Window;
import dev.sluice.worker.provider.Pace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A lane whose limits nobody wrote down, and what answers say of them. */
final class SaidLimitsTest {

    private static final long SECOND = 1_000_000_000L;
    private static final Window MINUTE = new Window(1, Window.Unit.MINUTES);

    private final LanePace pace = new LanePace(List.of(), 0, new AdaptivePolicy(16, 100), 0);

    @Test
    void itBeginsWithFourAndFewASecond() {
        int atOnce = 0;
        while (pace.readyAt(0, 1) == 0) {
            pace.take(0, 1);
            atOnce++;
        }
        assertThat(atOnce).isEqualTo(4);
        assertThat(pace.perSecond(0)).isBetween(15.0, 17.0);
        assertThat(pace.limits(0)).containsExactly("~requests: 960, per: 1m", "~concurrent: 16");
    }

    @Test
    void anAnnouncedLimitIsTakenOnFromEmpty() {
        pace.learn(pace.take(0, 1), 0, said(600, 599, OptionalLong.empty()), SECOND);
        assertThat(pace.limits(SECOND)).containsExactly("~requests: 600, per: 1m");
        assertThat(pace.startable(SECOND)).isZero();
        assertThat(pace.perSecond(SECOND)).isCloseTo(10, within(1e-6));
        assertThat(pace.startable(2 * SECOND)).isCloseTo(9, within(1e-6));
    }

    @Test
    void tokensAreAnnouncedBesideRequests() {
        pace.learn(pace.take(0, 1), 0, said(600, 599, OptionalLong.of(60_000)), SECOND);
        assertThat(pace.limits(SECOND))
                .containsExactly("~requests: 600, per: 1m", "~tokens: 60000, per: 1m");
    }

    @Test
    void aLimitThatChangesIsFollowed() {
        pace.learn(pace.take(0, 1), 0, said(600, 599, OptionalLong.empty()), SECOND);
        pace.learn(pace.take(SECOND, 1), SECOND, said(60, 59, OptionalLong.empty()), SECOND);
        assertThat(pace.limits(SECOND)).containsExactly("~requests: 60, per: 1m");
        assertThat(pace.perSecond(SECOND)).isCloseTo(1, within(1e-6));
    }

    @Test
    void whatIsConfiguredIsNotReplaced() {
        LanePace configured =
                new LanePace(List.of(new Limit.Requests(120, MINUTE, OptionalLong.of(5))), 0);
        configured.learn(configured.take(0, 1), 0, said(600, 599, OptionalLong.empty()), 0);
        assertThat(configured.limits(0)).containsExactly("requests: 120, per: 1m, burst: 5");
        assertThat(configured.perSecond(0)).isCloseTo(2, within(1e-6));
    }

    @Test
    void anAnnouncedDayIsAnAllowanceAndTheMinuteIsStillSearchedFor() {
        for (int left = 14_399; left > 14_390; left--) {
            long reset = (14_400 - left) * 6_000L;
            pace.learn(pace.take(0, 1), 0, said(14_400, left, reset), SECOND);
        }
        assertThat(pace.limits(SECOND)).contains("~requests: 14400, per: 1d");
        assertThat(pace.exhaustedUntil(SECOND, 0)).isEqualTo(SECOND);
        assertThat(pace.readyAt(SECOND, 1)).isLessThan(10 * SECOND);
    }

    @ParameterizedTest(name = "of {0} at the same time {1} percent are others'': {2}")
    @CsvSource({"50, 0, 50", "50, 10, 45", "5, 50, 2", "1, 90, 1"})
    void headroomIsLeftOfSlotsToo(int slots, int percent, int free) {
        LanePace shared =
                new LanePace(
                        List.of(new Limit.Concurrent(slots)), percent, AdaptivePolicy.DEFAULT, 0);
        assertThat(shared.startable(0)).isEqualTo(free);
    }

    @ParameterizedTest(name = "{0} requests and {1} tokens left: the {2} are held back")
    @CsvSource({
        "0, 500, requests",
        "5, 0, tokens",
        "0, 0, requests",
        ", , requests",
        "5, 500, tokens",
        ", 0, tokens",
    })
    void aRefusalIsForWhatRanOut(
            @Nullable Long requestsLeft, @Nullable Long tokensLeft, String held) {
        LanePace both =
                new LanePace(
                        List.of(
                                new Limit.Requests(600, MINUTE, OptionalLong.of(10)),
                                new Limit.Tokens(60_000, MINUTE, OptionalLong.of(10_000))),
                        0);
        Pace said =
                new Pace(
                        Optional.empty(),
                        requestsLeft == null ? OptionalLong.empty() : OptionalLong.of(requestsLeft),
                        tokensLeft == null ? OptionalLong.empty() : OptionalLong.of(tokensLeft),
                        Optional.empty(),
                        Optional.empty());
        both.refused(both.take(0, 100), said, 0);
        assertThat(both.readyAt(0, 1)).isPositive();
        // a thousand tokens a second, ten requests
        long ready = both.readyAt(0, 500);
        assertThat(ready > SECOND / 4 ? "tokens" : "requests").isEqualTo(held);
    }

    private static Pace said(long limit, long left, OptionalLong tokens) {
        return new Pace(
                Optional.empty(),
                OptionalLong.of(left),
                tokens,
                Optional.of(Duration.ofMillis(60_000 * (limit - left) / limit)),
                Optional.empty(),
                OptionalLong.of(limit),
                tokens);
    }

    private static Pace said(long limit, long left, long resetMillis) {
        return new Pace(
                Optional.empty(),
                OptionalLong.of(left),
                OptionalLong.empty(),
                Optional.of(Duration.ofMillis(resetMillis)),
                Optional.empty(),
                OptionalLong.of(limit),
                OptionalLong.empty());
    }
}
