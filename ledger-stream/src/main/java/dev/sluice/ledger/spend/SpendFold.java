package dev.sluice.ledger.spend;

import dev.sluice.schemas.money.PicoUsd;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.EntryKind;
import dev.sluice.schemas.record.LedgerEntry;
import dev.sluice.schemas.record.SpendTotal;
import dev.sluice.schemas.record.TokenUsage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * Adds an entry to a total. A call counts while its charge is in force, so a reversal takes the
 * call back too. Only lines that stand at a bound are ever reversed.
 */
public final class SpendFold {

    /** More than any call can take: sums stay right whatever one provider says. */
    private static final long TOKENS_MAX = 1L << 40;

    private static final BigDecimal NOTHING = PicoUsd.toUsd(0);

    private SpendFold() {}

    /** The total before its first entry. */
    public static SpendTotal empty(SpendKey key) {
        return SpendTotal.newBuilder()
                .setScope(key.scope().text())
                .setId(key.id())
                .setWindow(key.window())
                .setCalls(0)
                .setAnswered(0)
                .setUnknown(0)
                .setInputTokens(0)
                .setOutputTokens(0)
                .setUsd(NOTHING)
                .setUnknownUsd(NOTHING)
                .setUpdatedAt(Instant.EPOCH)
                .build();
    }

    public static SpendTotal add(SpendTotal total, LedgerEntry entry) {
        int sign = entry.getKind() == EntryKind.REVERSAL ? -1 : 1;
        int answered = entry.getOutcome().equals(EndKind.ANSWERED.name()) ? sign : 0;
        int unknown = atBound(entry) ? sign : 0;
        BigDecimal usd = PicoUsd.toUsd(entry.getAmountPicos());
        Optional<TokenUsage> usage = entry.getUsage();
        return SpendTotal.newBuilder(total)
                .setCalls(total.getCalls() + sign)
                .setAnswered(total.getAnswered() + answered)
                .setUnknown(total.getUnknown() + unknown)
                .setInputTokens(
                        total.getInputTokens()
                                + sign * tokens(usage.map(TokenUsage::getInputTokens)))
                .setOutputTokens(
                        total.getOutputTokens()
                                + sign * tokens(usage.map(TokenUsage::getOutputTokens)))
                .setUsd(total.getUsd().add(usd))
                .setUnknownUsd(total.getUnknownUsd().add(atBound(entry) ? usd : NOTHING))
                .setUpdatedAt(later(total.getUpdatedAt(), entry.getRecordedAt()))
                .build();
    }

    /** A count that cannot be is kept in the entry, but takes nothing off a total. */
    private static long tokens(Optional<Long> counted) {
        return Math.clamp(counted.orElse(0L), 0, TOKENS_MAX);
    }

    private static boolean atBound(LedgerEntry entry) {
        return switch (entry.getKind()) {
            case UNKNOWN, REVERSAL -> true;
            case ACTUAL -> false;
        };
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
