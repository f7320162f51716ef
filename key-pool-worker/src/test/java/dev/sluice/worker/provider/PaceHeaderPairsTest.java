package dev.sluice.worker.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Headers that stand beside each other: which one counts. */
final class PaceHeaderPairsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest(name = "{0}: wait {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    retry-after=2                                                    | PT2S
                    retry-after=2; retry-after-ms=1500                               | PT1.5S
                    retry-after=2; x-ms-retry-after-ms=1500                          | PT1.5S
                    x-ms-retry-after-ms=900; retry-after-ms=1500                     | PT1.5S
                    retry-after-ms=; retry-after=2                                   | PT2S
                    retry-after-ms=-5; x-ms-retry-after-ms=700; retry-after=2        | PT0.7S
                    retry-after-ms=0; retry-after=2                                  | PT0S
                    retry-after-ms=12.5                                              | PT0.0125S
                    RETRY-AFTER=3                                                    | PT3S
                    retry-after=  3                                                  | PT3S
                    retry-after=86400                                                | PT24H
                    retry-after=86401                                                | PT24H
                    retry-after=Fri, 02 Jan 2099 00:00:00 GMT                        | PT24H
                    retry-after=Thu, 01 Jan 2026 00:00:01 GMT                        | PT1S
                    retry-after=Thu, 01 Jan 1970 00:00:00 GMT                        | PT0S
                    retry-after=1m30s                                                | none
                    retry-after=٣                                                    | none
                    retry-after=9999999999                                           | none
                    x-ratelimit-reset-requests=5s                                    | none
                    """)
    void howLongToWait(String headers, String expected) {
        assertThat(pace(headers).retryAfter()).isEqualTo(duration(expected));
    }

    @ParameterizedTest(name = "{0}: {1} requests, {2} tokens left")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    x-ratelimit-remaining=5                                                  | 5 | -
                    x-ratelimit-remaining=5; x-ratelimit-remaining-requests=3                | 3 | -
                    x-ratelimit-remaining=5; anthropic-ratelimit-requests-remaining=4        | 4 | -
                    x-ratelimit-remaining-requests=3; anthropic-ratelimit-requests-remaining=4 | 3 | -
                    x-ratelimit-remaining-requests=; x-ratelimit-remaining=5                 | 5 | -
                    x-ratelimit-remaining-tokens=7                                           | - | 7
                    anthropic-ratelimit-tokens-remaining=8                                   | - | 8
                    x-ratelimit-remaining-tokens=0; x-ratelimit-remaining-requests=0         | 0 | 0
                    x-ratelimit-remaining-tokens=7.0                                         | - | -
                    x-ratelimit-remaining-tokens=+7                                          | - | -
                    x-ratelimit-remaining-tokens=1,000                                       | - | -
                    x-ratelimit-remaining-tokens=999999999999999999                          | - | 999999999999999999
                    x-ratelimit-remaining-tokens=9999999999999999999                         | - | -
                    x-ratelimit-limit-requests=60                                            | - | -
                    """)
    void howMuchIsLeft(String headers, String requests, String tokens) {
        assertThat(pace(headers).remainingRequests()).isEqualTo(number(requests));
        assertThat(pace(headers).remainingTokens()).isEqualTo(number(tokens));
    }

    @ParameterizedTest(name = "{0}: requests full in {1}, tokens in {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    x-ratelimit-reset-requests=1s; x-ratelimit-reset-tokens=6m0s        | PT1S  | PT6M
                    x-ratelimit-reset=1767225660                                        | PT1M  | none
                    x-ratelimit-reset=1767225660000                                     | PT1M  | none
                    x-ratelimit-reset=60; x-ratelimit-reset-requests=1s                 | PT1S  | none
                    x-ratelimit-reset-requests=10000d                                   | PT24H | none
                    x-ratelimit-reset-requests=+999999999-12-31T23:59:59Z               | PT24H | none
                    x-ratelimit-reset-requests=-999999999-01-01T00:00:00Z               | PT0S  | none
                    x-ratelimit-reset-requests=9999999999999                            | PT24H | none
                    anthropic-ratelimit-tokens-reset=2026-01-01T01:00:00+01:00          | none  | PT0S
                    anthropic-ratelimit-tokens-reset=2026-01-01T00:00:00.250Z           | none  | PT0.25S
                    x-ratelimit-reset-tokens=1s1s                                       | none  | PT2S
                    x-ratelimit-reset-tokens=1.5h                                       | none  | PT1H30M
                    x-ratelimit-reset-tokens=1 s                                        | none  | none
                    x-ratelimit-reset-tokens=0.0000000001s                              | none  | none
                    """)
    void whenItIsFullAgain(String headers, String requests, String tokens) {
        assertThat(pace(headers).resetRequests()).isEqualTo(duration(requests));
        assertThat(pace(headers).resetTokens()).isEqualTo(duration(tokens));
    }

    @Test
    void ofAHeaderThatCameTwiceTheFirstCounts() {
        AnswerHeaders headers =
                AnswerHeaders.of(
                        Map.of(
                                "retry-after", List.of("1", "9"),
                                "x-ratelimit-remaining-tokens", List.of()));
        assertThat(PaceHeaders.read(headers, NOW).retryAfter()).contains(Duration.ofSeconds(1));
        assertThat(PaceHeaders.read(headers, NOW).remainingTokens()).isEmpty();
    }

    private static Pace pace(String headers) {
        Map<String, String> byName = new HashMap<>();
        for (String header : headers.split("; ", -1)) {
            int at = header.indexOf('=');
            byName.put(header.substring(0, at), header.substring(at + 1));
        }
        return PaceHeaders.read(new AnswerHeaders(byName), NOW);
    }

    private static Optional<Duration> duration(String expected) {
        return expected.equals("none") ? Optional.empty() : Optional.of(Duration.parse(expected));
    }

    private static OptionalLong number(String expected) {
        return expected.equals("-")
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseLong(expected));
    }
}
