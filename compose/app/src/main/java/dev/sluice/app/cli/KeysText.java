package dev.sluice.app.cli;

import dev.sluice.app.keys.CallRatios;
import dev.sluice.app.keys.KeyStatus;
import dev.sluice.schemas.record.LaneCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Provider keys for people: a line each, and one below it where there is more to say. */
final class KeysText {

    private static final int WIDTH = 100;

    private KeysText() {}

    static List<String> lines(List<KeyStatus> keys, Instant now) {
        List<String> lines = new ArrayList<>();
        lines.add(
                row(
                        "key", "state", "for", "flight", "calls", "429", "failed", "retry", "waste",
                        "ampl"));
        for (KeyStatus key : keys) {
            lines.add(row(key, now));
            more(key).forEach(lines::add);
        }
        if (!keys.isEmpty() && keys.stream().allMatch(k -> k.state().equals(KeyStatus.SILENT))) {
            lines.add("");
            lines.add("No lane announces itself: is a worker running (`sluice run worker`)?");
        }
        return lines;
    }

    private static String row(KeyStatus key, Instant now) {
        String left = key.until().map(until -> left(Duration.between(now, until))).orElse("");
        if (key.state().equals(KeyStatus.SILENT)) {
            return row(cut(key.id(), 26), key.state(), left, "", "", "", "", "", "", "");
        }
        LaneCounts counts = key.counts();
        CallRatios ratios = CallRatios.of(counts);
        return row(
                cut(key.id(), 26),
                key.state(),
                left,
                number(key.inFlight()),
                number(counts.getCalls()),
                number(counts.getRateLimited()),
                number(counts.getFailed()),
                percent(ratios.retry()),
                percent(ratios.waste()),
                ratios.amplification().isPresent()
                        ? String.format(Locale.ROOT, "%.2f", ratios.amplification().getAsDouble())
                        : "-");
    }

    private static String row(String... cells) {
        return String.format(
                        Locale.ROOT,
                        "%-26s %-10s %9s %6s %8s %6s %6s %6s %6s %6s",
                        (Object[]) cells)
                .stripTrailing();
    }

    /** Lane, reason, notes and limits, broken into lines that fit. */
    private static List<String> more(KeyStatus key) {
        String lane =
                key.alone() == KeyStatus.Alone.SHARES
                        ? "lane " + key.lane() + ", numbers of all its keys"
                        : "lane " + key.lane();
        List<String> parts =
                Stream.of(
                                Stream.of(lane, key.reason()),
                                key.notes().stream(),
                                Stream.of(String.join(", ", key.limits())))
                        .flatMap(each -> each)
                        .filter(part -> !part.isEmpty())
                        .toList();
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder("   ");
        for (String part : parts) {
            String piece = cut(part, WIDTH - 8);
            if (line.length() > 3 && line.length() + piece.length() + 3 > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder("   ");
            }
            line.append(line.length() > 3 ? " · " : " ").append(piece);
        }
        lines.add(line.toString());
        return lines;
    }

    /** 58s, 4m12s, 23h59m, 6d23h. */
    static String left(Duration time) {
        long seconds = Math.max(1, time.plusMillis(999).toSeconds());
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return seconds / 60 + "m" + seconds % 60 + "s";
        }
        return seconds < 86_400
                ? seconds / 3600 + "h" + seconds % 3600 / 60 + "m"
                : seconds / 86_400 + "d" + seconds % 86_400 / 3600 + "h";
    }

    private static String number(long number) {
        return number < 1_000_000 ? Long.toString(number) : number / 1_000 + "k";
    }

    private static String percent(double ratio) {
        return String.format(Locale.ROOT, "%.1f%%", ratio * 100);
    }

    private static String cut(String text, int max) {
        return text.length() <= max ? text : text.substring(0, max - 1) + "…";
    }
}
