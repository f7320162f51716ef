package dev.sluice.worker.lane.pace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.worker.provider.CallOutcome;
import dev.sluice.worker.provider.Pace;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RefusalTest {

    private static final Duration UNSAID = Duration.ofSeconds(5);

    @Test
    void aRateLimitCoolsForWhatTheProviderSays() {
        Pace said = pace(Optional.of(Duration.ofSeconds(2)), 0, Optional.of(Duration.ofDays(1)));
        assertThat(of(ErrorClass.RATE_LIMIT, said)).isEqualTo(cool(Duration.ofSeconds(2)));
    }

    @Test
    void withoutRetryAfterTheResetOfWhatRanOutCounts() {
        Pace said = pace(Optional.empty(), 0, Optional.of(Duration.ofSeconds(7)));
        assertThat(of(ErrorClass.RATE_LIMIT, said)).isEqualTo(cool(Duration.ofSeconds(7)));
    }

    @Test
    void aResetOfWhatDidNotRunOutDoesNot() {
        Pace said = pace(Optional.empty(), 3, Optional.of(Duration.ofSeconds(7)));
        assertThat(of(ErrorClass.RATE_LIMIT, said)).isEqualTo(cool(UNSAID));
    }

    @Test
    void aDayIsTheLongestAndNothingIsNegative() {
        Pace aeons = pace(Optional.of(Duration.ofDays(400)), 0, Optional.empty());
        assertThat(of(ErrorClass.RATE_LIMIT, aeons)).isEqualTo(cool(Duration.ofDays(1)));
        Pace past = pace(Optional.of(Duration.ofSeconds(-10)), 0, Optional.empty());
        assertThat(of(ErrorClass.RATE_LIMIT, past)).isEqualTo(cool(Duration.ZERO));
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTH", "BILLING"})
    void aRefusedSecretOrAccountDisablesTheKey(ErrorClass error) {
        assertThat(of(error, Pace.SILENT)).isInstanceOf(Refusal.DisableKey.class);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "SERVER_ERROR",
                "OVERLOADED",
                "NETWORK",
                "TIMEOUT",
                "CONTEXT_WINDOW",
                "CONTENT_POLICY",
                "INVALID_REQUEST",
                "MODEL_ACCESS",
                "MODEL_GONE",
                "REGION_BLOCKED",
                "RESPONSE_TOO_LARGE",
                "UNKNOWN"
            })
    void othersCoolNothing(ErrorClass error) {
        assertThat(of(error, Pace.SILENT)).isInstanceOf(Refusal.Nothing.class);
    }

    @Test
    void anOverloadedProviderThatNamesATimeIsLeftAloneForIt() {
        Pace said = pace(Optional.of(Duration.ofSeconds(3)), 9, Optional.empty());
        assertThat(of(ErrorClass.OVERLOADED, said))
                .isEqualTo(new Refusal.CoolLane(Duration.ofSeconds(3), "overloaded"));
    }

    @Test
    void theLongerCooldownAlwaysWins() {
        Condition shorter = new Condition.Cooling(5, "rate_limit");
        Condition longer = new Condition.Cooling(61, "rate_limit");
        assertThat(shorter.orLonger(longer)).isEqualTo(longer);
        assertThat(longer.orLonger(shorter)).isEqualTo(longer);
        assertThat(longer.at(60)).isEqualTo(longer);
        assertThat(longer.at(61)).isEqualTo(new Condition.Available());
    }

    private static Refusal cool(Duration time) {
        return new Refusal.CoolLane(time, "rate_limit");
    }

    private static Pace pace(
            Optional<Duration> retryAfter, long remaining, Optional<Duration> reset) {
        return new Pace(
                retryAfter,
                OptionalLong.of(remaining),
                OptionalLong.empty(),
                reset,
                Optional.empty());
    }

    private static Refusal of(ErrorClass error, Pace pace) {
        CallOutcome outcome =
                new CallOutcome(
                        EndKind.REFUSED,
                        Billing.NONE,
                        Optional.of(error),
                        Optional.of(429),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        pace);
        return Refusal.of(outcome, UNSAID);
    }
}
