package dev.sluice.app.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtherUserTest {

    private static final long SECOND = 1_000_000_000L;

    @ParameterizedTest(name = "after {0} ms: {1} calls")
    @CsvSource({"0, 1", "999, 1", "1000, 2", "10000, 11"})
    void callsEvenlyFromTheStartOn(long millis, long calls) {
        OtherUser user = user(new KeyMeter(List.of(), Duration.ZERO, 0));

        user.callUntil(millis * 1_000_000);

        assertThat(user.standing()).isEqualTo(new OtherUser.Standing(calls, 0));
    }

    @Test
    void makesUpForTheTimeInBetweenAsIfItHadBeenLookedAt() {
        KeyMeter looked = new KeyMeter(List.of(SimSamples.perMinute(60, 2)), Duration.ZERO, 0);
        KeyMeter late = new KeyMeter(List.of(SimSamples.perMinute(60, 2)), Duration.ZERO, 0);
        OtherUser often = user(looked);
        OtherUser once = user(late);

        for (long second = 0; second <= 60; second++) {
            often.callUntil(second * SECOND);
        }
        once.callUntil(60 * SECOND);

        assertThat(once.standing()).isEqualTo(often.standing());
        assertThat(late.limits(60 * SECOND)).isEqualTo(looked.limits(60 * SECOND));
    }

    @Test
    void aTimeThatIsPastIsDoneWith() {
        OtherUser user = user(new KeyMeter(List.of(), Duration.ZERO, 0));
        user.callUntil(5 * SECOND);

        user.callUntil(3 * SECOND);

        assertThat(user.standing().calls()).isEqualTo(6);
    }

    @Test
    void isRefusedLikeAnybodyAndHoldsNoSlot() {
        KeyMeter meter =
                new KeyMeter(
                        List.of(
                                SimSamples.perMinute(1, 3),
                                new dev.sluice.config.Limit.Concurrent(1)),
                        Duration.ZERO,
                        0);
        OtherUser user = user(meter);

        user.callUntil(9 * SECOND);

        assertThat(user.standing()).isEqualTo(new OtherUser.Standing(10, 7));
        assertThat(meter.enter(1, 70 * SECOND)).isInstanceOf(KeyMeter.Verdict.Admitted.class);
    }

    private static OtherUser user(KeyMeter meter) {
        return new OtherUser(meter, Duration.ofSeconds(1), 0);
    }
}
