package dev.sluice.ledger.spend;

import dev.sluice.schemas.record.SpendTotal;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * Spend of one scope in one window, all shares added.
 *
 * @param calls calls with a charge in force
 * @param unknown those of them whose charge stands at a bound, {@code unknownUsd} of {@code usd}
 */
public record SpendLine(
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

    static SpendLine of(SpendTotal total) {
        return new SpendLine(
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

    SpendLine plus(SpendLine other) {
        return new SpendLine(
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
