package dev.sluice.dispatcher.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.admission.quota.LimitPath;
import dev.sluice.dispatcher.admission.quota.Refusal;
import dev.sluice.dispatcher.admission.quota.Refusal.Basis;
import dev.sluice.dispatcher.admission.quota.Refusal.Cause;
import dev.sluice.schemas.record.LimitUnit;
import dev.sluice.schemas.record.ResultError;
import dev.sluice.schemas.record.RetryBasis;
import dev.sluice.testing.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RefusalsTest {

    private static final Instant NOON = Samples.NOON;

    private static Refusal refusal(String limit, Cause cause) {
        boolean never = cause == Cause.NEVER_FITS;
        return new Refusal(
                LimitPath.parse("acme " + limit),
                cause,
                9,
                8,
                never ? 12 : 2,
                never ? Optional.empty() : Optional.of(NOON.plusSeconds(5)),
                never ? Optional.empty() : Optional.of(Duration.ofSeconds(5)),
                Basis.WINDOW);
    }

    @ParameterizedTest(name = "{0}: {1}, in {2}")
    @CsvSource({
        "requests/1m, request_limited, REQUESTS, 9 requests",
        "tokens/1m, token_limited, TOKENS, 9 tokens",
        "input_tokens/1m, token_limited, INPUT_TOKENS, 9 input tokens",
        "output_tokens/1m, token_limited, OUTPUT_TOKENS, 9 output tokens",
        "concurrent, concurrency_limited, CALLS, 9 at the same time",
        "usd/1d, budget_exceeded, USD, 0.000000000009 USD",
    })
    void eachKindHasItsTypeAndUnit(String limit, String type, LimitUnit unit, String used) {
        ResultError error = Refusals.error(refusal(limit, Cause.USED));
        assertThat(error.getType()).isEqualTo(type);
        assertThat(error.getLimit()).contains("acme " + limit);
        assertThat(error.getUsed()).contains(used);
        assertThat(error.getAmounts().orElseThrow().getUnit()).isEqualTo(unit);
        assertThat(error.getAmounts().orElseThrow().getUsed()).isEqualTo(9);
        assertThat(error.getAmounts().orElseThrow().getAllowed()).isEqualTo(8);
        assertThat(error.getAmounts().orElseThrow().getNeeded()).isEqualTo(2);
        assertThat(error.getResetAt()).contains(NOON.plusSeconds(5));
        assertThat(error.getRetryAfterMillis()).hasValue(5_000L);
        assertThat(error.getRetryBasis()).contains(RetryBasis.WINDOW);
        assertThat(error.getMessage()).contains(used).contains("acme " + limit);
    }

    @ParameterizedTest
    @EnumSource(Cause.class)
    void everyMessageNamesTheLimit(Cause cause) {
        assertThat(Refusals.error(refusal("tokens/1m", cause)).getMessage())
                .contains("acme tokens/1m");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "tokens/1m, lower max_tokens",
        "input_tokens/1m, shorter prompt",
        "output_tokens/1m, lower max_tokens",
        "usd/1d, lower max_tokens",
    })
    void whatNeverFitsSaysWhatToDoAndNoTime(String limit, String advice) {
        ResultError error = Refusals.error(refusal(limit, Cause.NEVER_FITS));
        assertThat(error.getMessage())
                .startsWith("this request alone needs")
                .contains("never fits", advice, "raise the limit");
        assertThat(error.getRetryAfterMillis()).isEmpty();
        assertThat(error.getRetryBasis()).isEmpty();
        assertThat(error.getResetAt()).isEmpty();
    }

    @Test
    void aFullQueueNamesWhatItsFirstWaitsFor() {
        ResultError error =
                Refusals.queueFull(Samples.TENANT, 7, 7, refusal("requests/1m", Cause.WAITED_FOR));
        assertThat(error.getType()).isEqualTo("queue_full");
        assertThat(error.getLimit()).contains("acme/research/demo max_parked");
        assertThat(error.getUsed()).contains("7 waiting requests");
        assertThat(error.getMessage()).contains("7 requests", "acme requests/1m");
        assertThat(error.getRetryAfterMillis()).hasValue(5_000L);
    }

    @Test
    void aWaitInVainNamesDeadlineAndLimit() {
        ResultError error =
                Refusals.waitedInVain(
                        refusal("requests/1m", Cause.WAITED_FOR), NOON.plusSeconds(60));
        assertThat(error.getType()).isEqualTo("deadline_exceeded");
        assertThat(error.getMessage())
                .contains("2026-01-01T12:01:00Z", "acme requests/1m", "9 requests of 8 requests");
    }
}
