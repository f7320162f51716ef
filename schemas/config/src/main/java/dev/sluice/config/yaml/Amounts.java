package dev.sluice.config.yaml;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts with their units as the document writes them, both ways. */
final class Amounts {

    /** Smallest first. */
    private static final List<Map.Entry<String, Duration>> DURATIONS =
            List.of(
                    Map.entry("ms", Duration.ofMillis(1)),
                    Map.entry("s", Duration.ofSeconds(1)),
                    Map.entry("m", Duration.ofMinutes(1)),
                    Map.entry("h", Duration.ofHours(1)),
                    Map.entry("d", Duration.ofDays(1)));

    /** Smallest first. */
    private static final List<Map.Entry<String, Long>> SIZES =
            List.of(
                    Map.entry("B", 1L),
                    Map.entry("KiB", 1L << 10),
                    Map.entry("MiB", 1L << 20),
                    Map.entry("GiB", 1L << 30));

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})([A-Za-z]+)");
    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,18}(\\.\\d{1,18})?");

    private Amounts() {}

    static OptionalLong whole(String text) {
        return WHOLE.matcher(text).matches()
                ? OptionalLong.of(Long.parseLong(text))
                : OptionalLong.empty();
    }

    /** Exact: never a double on the way. */
    static Optional<BigDecimal> decimal(String text) {
        return DECIMAL.matcher(text).matches()
                ? Optional.of(new BigDecimal(text))
                : Optional.empty();
    }

    /** Such as {@code 500ms 30s 10m 2h 6d}. */
    static Optional<Duration> duration(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return DURATIONS.stream()
                .filter(unit -> unit.getKey().equals(matcher.group(2)))
                .findFirst()
                .map(unit -> unit.getValue().multipliedBy(Long.parseLong(matcher.group(1))));
    }

    /** Bytes, such as {@code 512KiB 4MiB}. */
    static OptionalLong size(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return OptionalLong.empty();
        }
        return SIZES.stream()
                .filter(unit -> unit.getKey().equals(matcher.group(2)))
                .mapToLong(unit -> unit.getValue() * Long.parseLong(matcher.group(1)))
                .findFirst();
    }

    /** In the largest unit that leaves no rest. */
    static String text(Duration duration) {
        for (Map.Entry<String, Duration> unit : DURATIONS.reversed()) {
            long amount = duration.dividedBy(unit.getValue());
            if (amount > 0 && unit.getValue().multipliedBy(amount).equals(duration)) {
                return amount + unit.getKey();
            }
        }
        return "0s";
    }

    /** In the largest unit that leaves no rest. */
    static String sizeText(long bytes) {
        for (Map.Entry<String, Long> unit : SIZES.reversed()) {
            if (bytes >= unit.getValue() && bytes % unit.getValue() == 0) {
                return bytes / unit.getValue() + unit.getKey();
            }
        }
        return bytes + "B";
    }
}
