package dev.sluice.config;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The window of a limit: its length as written ({@code 1m 1h 1d 1w 1M 1Y}), and the time zone where
 * it follows the calendar. A rolling month has 30 days and a rolling year 365; a calendar month or
 * year has those of the calendar.
 *
 * @param zone of a calendar window, which then is one of a unit; empty: it rolls
 */
public record Window(int amount, Unit unit, Optional<ZoneId> zone) {

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

    public Window {
        if (zone.isPresent() && !(amount == 1 && unit != Unit.SECONDS)) {
            throw new IllegalArgumentException(
                    "a calendar window is 1m, 1h, 1d, 1w, 1M or 1Y, not " + amount + unit.letter);
        }
    }

    /** One that rolls. */
    public Window(int amount, Unit unit) {
        this(amount, unit, Optional.empty());
    }

    /**
     * One that rolls. Empty where {@code text} is not an amount from 1 to 9999 and one of the
     * letters.
     */
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

    /** One of either kind, from its {@link #toString()}; empty where the text is none. */
    public static Optional<Window> ofName(String name) {
        int at = name.indexOf('@');
        if (at < 0) {
            return parse(name);
        }
        Optional<Window> length = parse(name.substring(0, at)).filter(Window::fitsCalendar);
        Optional<ZoneId> zone = zoneOf(name.substring(at + 1));
        return length.flatMap(it -> zone.map(it::in));
    }

    /** Empty where {@code text} is neither a zone of the tz database nor an offset. */
    public static Optional<ZoneId> zoneOf(String text) {
        try {
            return Optional.of(ZoneId.of(text));
        } catch (DateTimeException notKnown) {
            return Optional.empty();
        }
    }

    /** Whether the calendar has periods of this length: one minute, hour, day, week and so on. */
    public boolean fitsCalendar() {
        return amount == 1 && unit != Unit.SECONDS;
    }

    /**
     * This length by the calendar of {@code place}.
     *
     * @throws IllegalArgumentException where it does not {@linkplain #fitsCalendar fit}
     */
    public Window in(ZoneId place) {
        return new Window(amount, unit, Optional.of(place));
    }

    /** Nominal where it follows the calendar: its days may have 23 hours, its months 28 days. */
    public Duration length() {
        return unit.length.multipliedBy(amount);
    }

    /** As in a limit's name: {@code 1M}, or {@code 1M@Europe/Berlin} where it is of a calendar. */
    @Override
    public String toString() {
        return amount + unit.letter + zone.map(place -> "@" + place.getId()).orElse("");
    }
}
