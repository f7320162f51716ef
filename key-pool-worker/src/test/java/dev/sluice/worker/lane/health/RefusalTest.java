package dev.sluice.worker.lane.health;

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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class RefusalTest {

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
        assertThat(of(ErrorClass.RATE_LIMIT, said))
                .isEqualTo(new Refusal.CoolGroup(Cause.RATE_LIMIT, Optional.empty()));
    }

    @Test
    void aDayIsTheLongestAndNothingIsNegative() {
        Pace aeons = pace(Optional.of(Duration.ofDays(400)), 0, Optional.empty());
        assertThat(of(ErrorClass.RATE_LIMIT, aeons))
                .isEqualTo(new Refusal.CoolGroup(Cause.DAY_QUOTA, Optional.of(Duration.ofDays(1))));
        Pace past = pace(Optional.of(Duration.ofSeconds(-10)), 0, Optional.empty());
        assertThat(of(ErrorClass.RATE_LIMIT, past)).isEqualTo(cool(Duration.ZERO));
    }

    /** Words of providers, and what is used up by them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Rate limit reached for gpt-4o on requests per day (RPD): Limit 200 | DAY_QUOTA",
                "Rate limit reached on tokens per day (TPD): Limit 100000 | DAY_QUOTA",
                "Rate limit reached on requests per min (RPM): Limit 3 | RATE_LIMIT",
                "Quota exceeded: GenerateRequestsPerDayPerProjectPerModel-FreeTier | RATE_LIMIT",
                "You have reached your daily limit | DAY_QUOTA",
                "Rate limit exceeded: free-models-per-day | DAY_QUOTA",
                "Too many requests, try again on Monday | RATE_LIMIT"
            })
    void anAllowanceOfADayIsKnownByItsWords(String message, Cause cause) {
        assertThat(Refusal.of(outcome(ErrorClass.RATE_LIMIT, Pace.SILENT, message)))
                .isEqualTo(new Refusal.CoolGroup(cause, Optional.empty()));
    }

    @Test
    void whoAsksForAnHourOrMoreHasUsedUpAnAllowance() {
        Pace hour = pace(Optional.of(Duration.ofHours(1)), 0, Optional.empty());
        assertThat(of(ErrorClass.RATE_LIMIT, hour))
                .isEqualTo(
                        new Refusal.CoolGroup(Cause.DAY_QUOTA, Optional.of(Duration.ofHours(1))));
        Pace less = pace(Optional.of(Duration.ofMinutes(59)), 0, Optional.empty());
        assertThat(of(ErrorClass.RATE_LIMIT, less)).isEqualTo(cool(Duration.ofMinutes(59)));
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTH", "BILLING"})
    void aRefusedSecretOrAccountDisablesTheKey(ErrorClass error) {
        assertThat(of(error, Pace.SILENT))
                .isEqualTo(new Refusal.DisableKey(Cause.valueOf(error.name())));
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
                .isEqualTo(
                        new Refusal.CoolGroup(
                                Cause.OVERLOADED, Optional.of(Duration.ofSeconds(3))));
    }

    private static Refusal cool(Duration time) {
        return new Refusal.CoolGroup(Cause.RATE_LIMIT, Optional.of(time));
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
        return Refusal.of(outcome(error, pace, "no"));
    }

    private static CallOutcome outcome(ErrorClass error, Pace pace, String message) {
        return new CallOutcome(
                EndKind.REFUSED,
                Billing.NONE,
                Optional.of(error),
                Optional.of(429),
                Optional.of(message),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                pace);
    }
}
