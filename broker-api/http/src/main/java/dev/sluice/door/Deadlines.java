package dev.sluice.door;

import dev.sluice.config.RequestPolicy;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Until when the door waits; it reads the header as admission does. Admission alone answers a
 * deadline; the door only must not wait for ever for a result that was lost on its way.
 */
final class Deadlines {

    /** Admission's own answer comes within 5 s of the deadline; twice that is surely too late. */
    static final Duration GRACE = Duration.ofSeconds(10);

    private static final Pattern SHORT_FORM = Pattern.compile("(\\d{1,9})([smhd])");

    private Deadlines() {}

    /** Empty where {@code given} cannot be read. */
    static Optional<Instant> answerBy(Optional<String> given, Instant now, RequestPolicy policy) {
        Instant latest = now.plus(policy.deadlineMax());
        return given.map(text -> deadline(text.strip(), now))
                .orElseGet(() -> Optional.of(now.plus(policy.defaultDeadline())))
                .map(deadline -> deadline.isAfter(latest) ? latest : deadline)
                .map(deadline -> (deadline.isBefore(now) ? now : deadline).plus(GRACE));
    }

    private static Optional<Instant> deadline(String text, Instant now) {
        Matcher matcher = SHORT_FORM.matcher(text);
        try {
            if (matcher.matches()) {
                return Optional.of(now.plus(length(matcher)));
            }
            return Optional.of(
                    text.startsWith("P") || text.startsWith("-P")
                            ? now.plus(Duration.parse(text))
                            : OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static Duration length(Matcher matcher) {
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }
}
