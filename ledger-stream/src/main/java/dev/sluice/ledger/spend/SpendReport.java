package dev.sluice.ledger.spend;

import dev.sluice.schemas.money.PicoUsd;
import dev.sluice.schemas.record.SpendTotal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Spend as {@code ledger.spend} has it, the shares of all ledger partitions added. Immutable. */
public final class SpendReport {

    /**
     * Spend of one scope in one window, all shares added.
     *
     * @param calls calls with a charge in force
     * @param unknown those of them whose charge stands at a bound, {@code unknownUsd} of {@code
     *     usd}
     */
    public record Line(
            String scope,
            String id,
            String window,
            long calls,
            long answered,
            long unknown,
            long inputTokens,
            long outputTokens,
            BigDecimal usd,
            BigDecimal unknownUsd,
            Instant updatedAt) {

        static Line of(SpendTotal total) {
            return new Line(
                    total.getScope(),
                    total.getId(),
                    total.getWindow(),
                    total.getCalls(),
                    total.getAnswered(),
                    total.getUnknown(),
                    total.getInputTokens(),
                    total.getOutputTokens(),
                    total.getUsd(),
                    total.getUnknownUsd(),
                    total.getUpdatedAt());
        }

        Line plus(Line other) {
            return new Line(
                    scope,
                    id,
                    window,
                    calls + other.calls,
                    answered + other.answered,
                    unknown + other.unknown,
                    inputTokens + other.inputTokens,
                    outputTokens + other.outputTokens,
                    usd.add(other.usd),
                    unknownUsd.add(other.unknownUsd),
                    updatedAt.isAfter(other.updatedAt) ? updatedAt : other.updatedAt);
        }
    }

    private static final Comparator<Line> DEAREST_FIRST =
            Comparator.comparing(Line::usd).reversed().thenComparing(Line::id);

    private final List<Line> lines;

    private SpendReport(Collection<Line> lines) {
        this.lines = List.copyOf(lines);
    }

    /**
     * @param latest the newest value of each record key: the topic is compacted, but its tail may
     *     still hold older ones
     */
    public static SpendReport of(Map<String, SpendTotal> latest) {
        Map<String, Line> merged = new TreeMap<>();
        for (SpendTotal total : latest.values()) {
            String row = total.getScope() + "|" + total.getId() + "|" + total.getWindow();
            merged.merge(row, Line.of(total), Line::plus);
        }
        return new SpendReport(merged.values());
    }

    /** All lines, by scope, id and window. */
    public List<Line> lines() {
        return lines;
    }

    /**
     * Lines of one scope in one window, the dearest first.
     *
     * @param window {@link SpendKey#TOTAL} or a UTC day
     */
    public List<Line> lines(Scope scope, String window) {
        return lines.stream()
                .filter(line -> line.scope().equals(scope.text()) && line.window().equals(window))
                .sorted(DEAREST_FIRST)
                .toList();
    }

    /** Dollars of all customers in one window. */
    public BigDecimal usd(String window) {
        return lines(Scope.CUSTOMER, window).stream()
                .map(Line::usd)
                .reduce(PicoUsd.toUsd(0), BigDecimal::add);
    }
}
