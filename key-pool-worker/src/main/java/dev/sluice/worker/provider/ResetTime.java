package dev.sluice.worker.provider;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a limit is full again, in every form that providers write it: a duration as Go prints it
 * ({@code 6m0s}, {@code 12ms}: OpenAI, Groq), seconds (Azure), an instant of RFC 3339 (Anthropic),
 * seconds or milliseconds since 1970 (OpenRouter).
 */
final class ResetTime {

    private static final Pattern PART =
            Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|us|µs|ns|d|h|m|s)");
    private static final Pattern DURATION = Pattern.compile("(?:" + PART.pattern() + ")+");
    private static final Pattern EPOCH = Pattern.compile("\\d{10,13}");
    private static final int EPOCH_MILLIS_DIGITS = 12;

    private static final Map<String, Long> NANOS =
            Map.of(
                    "ns", 1L,
                    "us", 1_000L,
                    "µs", 1_000L,
                    "ms", 1_000_000L,
                    "s", 1_000_000_000L,
                    "m", 60_000_000_000L,
                    "h", 3_600_000_000_000L,
                    "d", 86_400_000_000_000L);

    private ResetTime() {}

    /** From now; zero where it is over, empty where it cannot be understood. */
    static Optional<Duration> parse(String value, Instant now) {
        String text = value.strip();
        return RetryAfter.number(text, 9)
                .or(() -> duration(text))
                .or(() -> epoch(text, now))
                .or(() -> instant(text, now))
                .or(() -> RetryAfter.date(text, now));
    }

    private static Optional<Duration> duration(String text) {
        if (!DURATION.matcher(text).matches()) {
            return Optional.empty();
        }
        BigDecimal nanos = BigDecimal.ZERO;
        for (Matcher part = PART.matcher(text); part.find(); ) {
            BigDecimal unit = BigDecimal.valueOf(NANOS.getOrDefault(part.group(2), 0L));
            nanos = nanos.add(new BigDecimal(part.group(1)).multiply(unit));
        }
        return nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) < 0
                ? Optional.of(Duration.ofNanos(nanos.longValue()))
                : Optional.empty();
    }

    private static Optional<Duration> epoch(String text, Instant now) {
        if (!EPOCH.matcher(text).matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(text);
        Instant then =
                text.length() >= EPOCH_MILLIS_DIGITS
                        ? Instant.ofEpochMilli(number)
                        : Instant.ofEpochSecond(number);
        return Optional.of(RetryAfter.until(then, now));
    }

    private static Optional<Duration> instant(String text, Instant now) {
        try {
            return Optional.of(RetryAfter.until(OffsetDateTime.parse(text).toInstant(), now));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
