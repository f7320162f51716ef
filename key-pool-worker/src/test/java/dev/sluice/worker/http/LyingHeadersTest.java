package dev.sluice.worker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.worker.provider.Pace;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a provider says of its limits, and cannot mean. */
@Timeout(20)
final class LyingHeadersTest {

    private static final Duration LONG = Duration.ofSeconds(15);
    private static final WireLimits LIMITS = new WireLimits(LONG, LONG, LONG, Lies.BYTES_MAX);

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    x-ratelimit-remaining-requests: -5
                    x-ratelimit-remaining-requests: 99999999999999999999999
                    x-ratelimit-remaining-tokens: many
                    x-ratelimit-reset-requests: 9999999999999999h
                    x-ratelimit-reset-tokens: -6m0s
                    anthropic-ratelimit-tokens-reset: the day after tomorrow
                    anthropic-ratelimit-requests-remaining: 0x10
                    retry-after: soon
                    retry-after: -30
                    retry-after-ms: NaN
                    retry-after: Wed, 99 Foo 2026 99:99:99 GMT
                    """)
    void aHeaderThatCannotBeMeansNothing(String header) throws IOException {
        assertThat(paceOf("200 OK", header)).isEqualTo(Pace.SILENT);
        assertThat(paceOf("429 Slow", header)).isEqualTo(Pace.SILENT);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    retry-after: 999999999
                    retry-after-ms: 999999999
                    retry-after: Fri, 31 Dec 9999 23:59:59 GMT
                    """)
    void nobodyWaitsLongerThanADay(String header) throws IOException {
        assertThat(paceOf("429 Slow", header).retryAfter()).contains(Duration.ofDays(1));
    }

    private Pace paceOf(String status, String header) throws IOException {
        try (ScriptedServer server =
                        ScriptedServer.inTurn(
                                ScriptedServer.writing(
                                        Lies.whole(status, header + "~", Lies.GOOD)));
                Caller caller = Caller.of(server.uri(), LIMITS, LONG)) {
            return caller.call().pace();
        }
    }
}
