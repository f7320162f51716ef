package dev.sluice.dispatcher.admission.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.admission.quota.Hold;
import dev.sluice.dispatcher.admission.quota.Need;
import dev.sluice.schemas.record.OnLimit;
import dev.sluice.testing.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestStateTest {

    private static final Instant NOON = Samples.NOON;
    private static final Need NEED = new Need(1, 10, 0, 10);
    private static final Hold HOLD = new Hold(List.of(), NEED);

    private static RequestState fresh() {
        return RequestState.fresh(
                new RequestFacts(
                        "id",
                        Samples.TENANT,
                        "gpt-4o-mini",
                        NOON,
                        NOON.plusSeconds(60),
                        RequestFacts.Calls.REPEATABLE,
                        OnLimit.PARK,
                        Optional.empty(),
                        RequestFacts.Echo.NONE),
                new Phase.Parked(0, NEED));
    }

    private static Phase phase(String name) {
        return switch (name) {
            case "parked" -> new Phase.Parked(3, NEED);
            case "in flight" -> new Phase.InFlight(1, HOLD, "sim");
            case "withdrawing" -> new Phase.Withdrawing(1, HOLD);
            case "delayed" -> new Phase.Delayed(NOON.plusSeconds(5), HOLD);
            case "delayed anew" -> new Phase.DelayedAnew(NOON.plusSeconds(6), NEED);
            case "draining" -> new Phase.Draining(1, HOLD);
            default -> new Phase.Remembered(NOON.plusSeconds(999));
        };
    }

    /** The deadline is a minute after noon. */
    @ParameterizedTest(name = "{0}: looked at after {1} s, has its result: {2}")
    @CsvSource({
        "parked, 60, false",
        "in flight, 60, false",
        "withdrawing, 62, false",
        "delayed, 5, false",
        "delayed anew, 6, false",
        "draining, , true",
        "remembered, 999, true",
    })
    void everyPhaseHasItsTimeAndKnowsWhetherAResultIsGiven(
            String phase, Long seconds, boolean hasResult) {
        RequestState state = fresh().in(phase(phase));
        assertThat(state.dueAt().map(at -> Duration.between(NOON, at).toSeconds()))
                .isEqualTo(Optional.ofNullable(seconds));
        assertThat(state.hasResult()).isEqualTo(hasResult);
    }

    @ParameterizedTest(name = "{0} ms after noon: {1}")
    @CsvSource({"0, false", "59999, false", "60000, true", "60001, true"})
    void atItsDeadlineARequestHasExpired(long millis, boolean expired) {
        assertThat(fresh().facts().hasExpired(NOON.plusMillis(millis))).isEqualTo(expired);
    }

    @Test
    void aTallyCountsAttemptsFailuresAndCostsApart() {
        RequestState.Tally tally = RequestState.Tally.NONE.opened().failed().opened();
        assertThat(tally.charged(70).charged(-20)).isEqualTo(new RequestState.Tally(2, 1, 50));
    }

    @Test
    void aStateDoesNotChangeWithTheListItWasMadeOf() {
        List<RequestState.UnknownAttempt> unknowns = new ArrayList<>();
        RequestState state = fresh().with(unknowns);
        unknowns.add(new RequestState.UnknownAttempt(1, HOLD));
        assertThat(state.unknowns()).isEmpty();
        assertThat(state.with(unknowns).in(phase("draining")).unknowns()).hasSize(1);
    }
}
