package dev.sluice.worker.provider;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How long a provider asks to wait: RFC 9110 §10.2.3, and the milliseconds that OpenAI and Azure
 * send beside it.
 *
 * @param delay zero where the time named is over
 * @param header the one that said it
 */
public record RetryAfter(Duration delay, String header) {

    /** More exact ones first. */
    private static final List<String> MILLIS = List.of("retry-after-ms", "x-ms-retry-after-ms");

    private static final String SECONDS = "retry-after";
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

    /** Empty where no header says anything that can be understood. */
    public static Optional<RetryAfter> of(AnswerHeaders headers, Instant now) {
        for (String header : MILLIS) {
            Optional<Duration> delay = headers.first(header).flatMap(v -> number(v, 6));
            if (delay.isPresent()) {
                return Optional.of(new RetryAfter(delay.get(), header));
            }
        }
        return headers.first(SECONDS)
                .flatMap(value -> seconds(value, now))
                .map(delay -> new RetryAfter(delay, SECONDS));
    }

    private static Optional<Duration> seconds(String value, Instant now) {
        return number(value, 9).or(() -> date(value, now));
    }

    /**
     * @param digits nanoseconds of one unit, as a power of ten
     */
    static Optional<Duration> number(String value, int digits) {
        return NUMBER.matcher(value).matches()
                ? Optional.of(
                        Duration.ofNanos(new BigDecimal(value).movePointRight(digits).longValue()))
                : Optional.empty();
    }

    /** From now to an HTTP date. */
    static Optional<Duration> date(String value, Instant now) {
        try {
            Instant then = DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from);
            return Optional.of(until(then, now));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    static Duration until(Instant then, Instant now) {
        return then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO;
    }
}
