package dev.sluice.worker.lane.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.ErrorClass;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose fault an end is. */
final class VerdictTest {

    private static final Duration MAX = Duration.ofMinutes(10);

    @ParameterizedTest(name = "{1} {0}: {2}")
    @CsvSource({
        "SERVER_ERROR, FAILED, FAILS",
        "OVERLOADED, REFUSED, FAILS",
        "NETWORK, FAILED, FAILS",
        "TIMEOUT, FAILED, FAILS",
        "UNKNOWN, FAILED, FAILS",
        "UNKNOWN, REFUSED, SILENT",
        "INVALID_REQUEST, REFUSED, WORKS",
        "CONTEXT_WINDOW, REFUSED, WORKS",
        "CONTENT_POLICY, REFUSED, WORKS",
        "RESPONSE_TOO_LARGE, FAILED, WORKS",
        "RATE_LIMIT, REFUSED, SILENT",
        "AUTH, REFUSED, SILENT",
        "BILLING, REFUSED, SILENT",
        "MODEL_ACCESS, REFUSED, SILENT",
        "MODEL_GONE, REFUSED, SILENT",
        "REGION_BLOCKED, REFUSED, SILENT"
    })
    void onlyTheProvidersOwnFaultsCount(ErrorClass error, EndKind kind, Verdict verdict) {
        assertThat(
                        Verdict.of(
                                Ends.outcome(
                                        kind, Billing.NONE, Optional.of(error), Optional.empty()),
                                MAX,
                                MAX))
                .isEqualTo(verdict);
    }

    @ParameterizedTest(name = "given {0} of {1}: {2}")
    @CsvSource({
        "PT1S, PT10M, SILENT",
        "PT9.999S, PT10M, SILENT",
        "PT10S, PT10M, FAILS",
        "PT4S, PT4S, FAILS",
        "PT3S, PT4S, SILENT"
    })
    void aTimeoutCountsWhereTheProviderHadTime(Duration given, Duration max, Verdict verdict) {
        assertThat(Verdict.of(Ends.of(ErrorClass.TIMEOUT), given, max)).isEqualTo(verdict);
    }

    @Test
    void anAnswerWorks() {
        assertThat(Verdict.of(Ends.answer(), Duration.ZERO, MAX)).isEqualTo(Verdict.WORKS);
    }
}
