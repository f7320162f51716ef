package dev.sluice.config;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The length of a limit's window, as written: {@code 1m 1h 1d 1w 1M 1Y}. A rolling month has 30
 * days and a rolling year 365.
 */
public record Window(int amount, Unit unit) {

    /** Units with the letter that stands for them. */
    public enum Unit {
        SECONDS("s", Duration.ofSeconds(1)),
        MINUTES("m", Duration.ofMinutes(1)),
        HOURS("h", Duration.ofHours(1)),
        DAYS("d", Duration.ofDays(1)),
        WEEKS("w", Duration.ofDays(7)),
        MONTHS("M", Duration.ofDays(30)),
        YEARS("Y", Duration.ofDays(365));

        private final String letter;
        private final Duration length;

        Unit(String letter, Duration length) {
            this.letter = letter;
            this.length = length;
        }
    }

    private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,3})([smhdwMY])");

    /** Empty where {@code text} is not an amount from 1 to 9999 and one of the letters. */
    public static Optional<Window> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        for (Unit unit : Unit.values()) {
            if (unit.letter.equals(matcher.group(2))) {
                return Optional.of(new Window(Integer.parseInt(matcher.group(1)), unit));
            }
        }
        return Optional.empty();
    }

    public Duration length() {
        return unit.length.multipliedBy(amount);
    }

    @Override
    public String toString() {
        return amount + unit.letter;
    }
}
