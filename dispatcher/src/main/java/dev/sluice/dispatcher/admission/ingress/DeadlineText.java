package dev.sluice.dispatcher.admission.ingress;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header {@code sluice-deadline}: an ISO instant, an ISO duration, or {@code 30s 10m 2h 1d}.
 */
final class DeadlineText {

    private static final Pattern SHORT = Pattern.compile("(\\d{1,9})([smhd])");

    private DeadlineText() {}

    /**
     * @param from where a duration counts from
     */
    static Instant parse(String text, Instant from) throws Flaw {
        try {
            Matcher matcher = SHORT.matcher(text);
            if (matcher.matches()) {
                return from.plus(duration(Long.parseLong(matcher.group(1)), matcher.group(2)));
            }
            return text.startsWith("P") || text.startsWith("-P")
                    ? from.plus(Duration.parse(text))
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException | ArithmeticException e) {
            throw Flaw.invalid(
                    "sluice-deadline is an ISO instant, an ISO duration or like 30s, 10m, 2h");
        }
    }

    private static Duration duration(long amount, String unit) {
        return switch (unit) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }
}
