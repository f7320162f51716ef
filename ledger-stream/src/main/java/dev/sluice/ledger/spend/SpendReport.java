package dev.sluice.ledger.spend;

import dev.sluice.schemas.money.PicoUsd;
import dev.sluice.schemas.record.SpendTotal;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Spend as {@code ledger.spend} has it, the shares of all ledger partitions added. Immutable. */
public final class SpendReport {

    private static final Comparator<SpendLine> DEAREST_FIRST =
            Comparator.comparing(SpendLine::usd).reversed().thenComparing(SpendLine::id);

    private final List<SpendLine> lines;

    private SpendReport(Collection<SpendLine> lines) {
        this.lines = List.copyOf(lines);
    }

    /**
     * @param latest the newest value of each record key: the topic is compacted, but its tail may
     *     still hold older ones
     */
    public static SpendReport of(Map<String, SpendTotal> latest) {
        Map<String, SpendLine> merged = new TreeMap<>();
        for (SpendTotal total : latest.values()) {
            String row = total.getScope() + "|" + total.getId() + "|" + total.getWindow();
            merged.merge(row, SpendLine.of(total), SpendLine::plus);
        }
        return new SpendReport(merged.values());
    }

    /** All lines, by scope, id and window. */
    public List<SpendLine> lines() {
        return lines;
    }

    /**
     * Lines of one scope in one window, the dearest first.
     *
     * @param window {@link SpendKey#TOTAL} or a UTC day
     */
    public List<SpendLine> lines(Scope scope, String window) {
        return lines.stream()
                .filter(line -> line.scope().equals(scope.text()) && line.window().equals(window))
                .sorted(DEAREST_FIRST)
                .toList();
    }

    /** Dollars of all customers in one window. */
    public BigDecimal usd(String window) {
        return lines(Scope.CUSTOMER, window).stream()
                .map(SpendLine::usd)
                .reduce(PicoUsd.toUsd(0), BigDecimal::add);
    }
}
