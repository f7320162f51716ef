package dev.sluice.worker.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

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
