package dev.sluice.worker.provider;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Reads the {@link Pace} from an answer's headers, by the names that providers use. */
final class PaceHeaders {

    /** A longer wait is somebody's mistake, and would take a key out of use for good. */
    static final Duration LONGEST = Duration.ofDays(1);

    private static final List<String> REMAINING_REQUESTS =
            List.of(
                    "x-ratelimit-remaining-requests",
                    "anthropic-ratelimit-requests-remaining",
                    "x-ratelimit-remaining");
    private static final List<String> REMAINING_TOKENS =
            List.of("x-ratelimit-remaining-tokens", "anthropic-ratelimit-tokens-remaining");
    private static final List<String> LIMIT_REQUESTS =
            List.of(
                    "x-ratelimit-limit-requests",
                    "anthropic-ratelimit-requests-limit",
                    "x-ratelimit-limit");
    private static final List<String> LIMIT_TOKENS =
            List.of("x-ratelimit-limit-tokens", "anthropic-ratelimit-tokens-limit");
    private static final List<String> RESET_REQUESTS =
            List.of(
                    "x-ratelimit-reset-requests",
                    "anthropic-ratelimit-requests-reset",
                    "x-ratelimit-reset");
    private static final List<String> RESET_TOKENS =
            List.of("x-ratelimit-reset-tokens", "anthropic-ratelimit-tokens-reset");
    private static final Pattern COUNT = Pattern.compile("\\d{1,18}");

    private PaceHeaders() {}

    static Pace read(AnswerHeaders headers, Instant now) {
        return new Pace(
                RetryAfter.of(headers, now).map(RetryAfter::delay).map(PaceHeaders::bounded),
                count(headers, REMAINING_REQUESTS),
                count(headers, REMAINING_TOKENS),
                reset(headers, RESET_REQUESTS, now),
                reset(headers, RESET_TOKENS, now),
                count(headers, LIMIT_REQUESTS),
                count(headers, LIMIT_TOKENS));
    }

    static Duration bounded(Duration asked) {
        return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }

    private static OptionalLong count(AnswerHeaders headers, List<String> names) {
        return headers.firstOf(names)
                .filter(value -> COUNT.matcher(value).matches())
                .map(value -> OptionalLong.of(Long.parseLong(value)))
                .orElse(OptionalLong.empty());
    }

    private static Optional<Duration> reset(
            AnswerHeaders headers, List<String> names, Instant now) {
        return headers.firstOf(names)
                .flatMap(value -> ResetTime.parse(value, now))
                .map(PaceHeaders::bounded);
    }
}
