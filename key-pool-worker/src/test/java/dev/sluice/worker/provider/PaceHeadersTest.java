package dev.sluice.worker.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceHeadersTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void openAisHeadersAreRead() {
        assertThat(
                        pace(
                                Map.of(
                                        "Retry-After", "1",
                                        "Retry-After-Ms", "96",
                                        "X-RateLimit-Remaining-Requests", "9",
                                        "X-RateLimit-Remaining-Tokens", "149984",
                                        "X-RateLimit-Reset-Requests", "100ms",
                                        "X-RateLimit-Reset-Tokens", "6m0s")))
                .isEqualTo(
                        new Pace(
                                Optional.of(Duration.ofMillis(96)),
                                OptionalLong.of(9),
                                OptionalLong.of(149_984),
                                Optional.of(Duration.ofMillis(100)),
                                Optional.of(Duration.ofMinutes(6))));
    }

    @Test
    void anthropicsHeadersAreRead() {
        Pace pace =
                pace(
                        Map.of(
                                "anthropic-ratelimit-requests-remaining", "3",
                                "anthropic-ratelimit-requests-reset", "2026-01-01T00:00:10Z"));

        assertThat(pace.remainingRequests()).hasValue(3);
        assertThat(pace.resetRequests()).contains(Duration.ofSeconds(10));
    }

    @ParameterizedTest(name = "{0} {1}: {2} requests, {3} tokens")
    @CsvSource({
        "x-ratelimit-limit-requests, 600, 600, ",
        "X-RateLimit-Limit-Tokens, 150000, , 150000",
        "anthropic-ratelimit-requests-limit, 50, 50, ",
        "anthropic-ratelimit-tokens-limit, 40000, , 40000",
        "X-RateLimit-Limit, 20, 20, ",
        // a list of policies is no count
        "x-ratelimit-limit, '10, 10;w=60', , ",
        "x-ratelimit-limit-requests, -1, , ",
    })
    void limitsAreReadInEverySpelling(
            String header, String value, @Nullable Long requests, @Nullable Long tokens) {
        Pace pace = pace(Map.of(header, value));

        assertThat(pace.limitRequests()).isEqualTo(count(requests));
        assertThat(pace.limitTokens()).isEqualTo(count(tokens));
    }

    private static OptionalLong count(@Nullable Long value) {
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    @Test
    void withoutHeadersTheProviderIsSilent() {
        assertThat(PaceHeaders.read(AnswerHeaders.NONE, NOW)).isEqualTo(Pace.SILENT);
    }

    @Test
    void whatCannotBeReadIsLeftOut() {
        assertThat(
                        pace(
                                Map.of(
                                        "x-ratelimit-remaining-requests", "-1",
                                        "x-ratelimit-remaining-tokens", "many",
                                        "x-ratelimit-reset-requests", "later",
                                        "retry-after", "")))
                .isEqualTo(Pace.SILENT);
    }

    @Test
    void noHeaderTakesAKeyOutOfUseForGood() {
        assertThat(pace(Map.of("retry-after", "999999999")).retryAfter())
                .contains(PaceHeaders.LONGEST);
    }

    private static Pace pace(Map<String, String> headers) {
        return PaceHeaders.read(new AnswerHeaders(headers), NOW);
    }
}
