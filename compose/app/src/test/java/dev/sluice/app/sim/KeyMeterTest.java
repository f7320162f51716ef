package dev.sluice.app.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.sim.KeyMeter.Lack;
import dev.sluice.app.sim.KeyMeter.Verdict;
import dev.sluice.config.Limit;
import dev.sluice.config.Window;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class KeyMeterTest {

    private static final Window MINUTE = new Window(1, Window.Unit.MINUTES);
    private static final Limit RATE = new Limit.Requests(60, MINUTE, OptionalLong.of(2));
    private static final Duration SLOT_WAIT = Duration.ofMillis(300);

    @Test
    void theCallAfterTheBurstIsToldToTheNanosecondWhenToComeBack() {
        KeyMeter meter = meter(RATE);
        meter.enter(1, 0);
        meter.enter(1, 0);

        assertRefused(meter.enter(1, 400), Lack.REQUESTS, Duration.ofNanos(999_999_600));
        assertThat(meter.enter(1, 1_000_000_000)).isInstanceOf(Verdict.Admitted.class);
    }

    @Test
    void aCallThatIsRefusedForASlotTakesNoRequest() {
        KeyMeter meter = meter(RATE, new Limit.Concurrent(1));
        meter.enter(1, 0);
        assertRefused(meter.enter(1, 0), Lack.SLOTS, SLOT_WAIT);

        meter.leave();

        assertThat(meter.enter(1, 0)).isInstanceOf(Verdict.Admitted.class);
    }

    @Test
    void aCallThatIsRefusedForTokensTakesNoRequest() {
        KeyMeter meter = meter(RATE, new Limit.Tokens(600, MINUTE, OptionalLong.of(100)));
        meter.enter(90, 0);

        assertRefused(meter.enter(20, 0), Lack.TOKENS, Duration.ofSeconds(1));
        assertThat(meter.limits(0).requests().orElseThrow().remaining()).isEqualTo(1);
    }

    @Test
    void aCallLargerThanTheLimitIsNotToldToWait() {
        KeyMeter meter = meter(new Limit.Tokens(600, MINUTE, OptionalLong.of(100)));

        assertThat(((Verdict.Refused) meter.enter(101, 0)).pause()).isEmpty();
    }

    @Test
    void theHeadersTellTheTightestOfTwoLimits() {
        KeyMeter meter =
                meter(
                        RATE,
                        new Limit.Requests(
                                1_000, new Window(1, Window.Unit.DAYS), OptionalLong.empty()));

        assertThat(meter.limits(0).requests().orElseThrow())
                .isEqualTo(new KeyLimits.Level(60, 2, Duration.ZERO));
    }

    private static KeyMeter meter(Limit... limits) {
        return new KeyMeter(List.of(limits), SLOT_WAIT, 0);
    }

    private static void assertRefused(Verdict verdict, Lack lack, Duration pause) {
        assertThat(verdict).isInstanceOf(Verdict.Refused.class);
        Verdict.Refused refused = (Verdict.Refused) verdict;
        assertThat(refused.lack()).isEqualTo(lack);
        assertThat(refused.pause()).isEqualTo(Optional.of(pause));
    }
}
