package dev.sluice.dispatcher.admission.ingress;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A deadline as people write it: an ISO instant, an ISO duration, or {@code 30s 10m 2h 1d}. */
public sealed interface DeadlineWish {

    /** So long after the request was accepted. */
    record After(Duration length) implements DeadlineWish {}

    /** At a time of its own. */
    record At(Instant time) implements DeadlineWish {}

    Pattern SHORT = Pattern.compile("(\\d{1,9})([smhd])");

    /** Empty where it is none of these forms. */
    static Optional<DeadlineWish> parse(String text) {
        try {
            Matcher matcher = SHORT.matcher(text);
            if (matcher.matches()) {
                long amount = Long.parseLong(matcher.group(1));
                return Optional.of(new After(length(amount, matcher.group(2))));
            }
            return Optional.of(
                    text.startsWith("P") || text.startsWith("-P")
                            ? new After(Duration.parse(text))
                            : new At(OffsetDateTime.parse(text).toInstant()));
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /**
     * The deadline of a request that was accepted then.
     *
     * @throws DateTimeException where that is beyond all times
     * @throws ArithmeticException for the same reason
     */
    default Instant from(Instant acceptedAt) {
        return switch (this) {
            case After(Duration length) -> acceptedAt.plus(length);
            case At(Instant time) -> time;
        };
    }

    private static Duration length(long amount, String unit) {
        return switch (unit) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }
}
