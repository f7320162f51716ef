package dev.sluice.app.sim;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * All that a simulated provider was asked, served and would bill: the other side of the ledger.
 *
 * @param strangers calls without a key that it knows
 */
public record Tally(List<OfKey> keys, long strangers) {

    public Tally {
        keys = List.copyOf(keys);
    }

    /**
     * One key.
     *
     * @param calls all, whatever came of them
     * @param answered 200 with an answer, whole
     * @param refused429 over a limit
     * @param failed everything else: faults, bad requests
     * @param billed calls in {@code inputTokens}, {@code outputTokens} and {@code costUsd}: those
     *     answered, and those whose answer a fault ate
     * @param costUsd exact
     */
    public record OfKey(
            String id,
            long calls,
            long answered,
            long refused429,
            long failed,
            long billed,
            long inputTokens,
            long outputTokens,
            BigDecimal costUsd) {}

    public long calls() {
        return sum(OfKey::calls);
    }

    public long answered() {
        return sum(OfKey::answered);
    }

    public long refused429() {
        return sum(OfKey::refused429);
    }

    public long failed() {
        return sum(OfKey::failed);
    }

    public long billed() {
        return sum(OfKey::billed);
    }

    public long inputTokens() {
        return sum(OfKey::inputTokens);
    }

    public long outputTokens() {
        return sum(OfKey::outputTokens);
    }

    public BigDecimal costUsd() {
        return keys.stream().map(OfKey::costUsd).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private long sum(ToLongFunction<OfKey> field) {
        return keys.stream().mapToLong(field).sum();
    }
}
