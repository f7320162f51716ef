package dev.sluice.app.sim;

import java.math.BigDecimal;

/**
 * Counts what one key was asked and would be billed. Its arithmetic is its own on purpose: Sluice's
 * ledger is compared with it. Shared by all connections, so every method locks.
 */
final class KeyTally {

    private static final int MILLION_DIGITS = 6;

    private final String key;
    private long calls;
    private long answered;
    private long refused429;
    private long failed;
    private long billed;
    private long inputTokens;
    private long outputTokens;
    private BigDecimal costUsd = BigDecimal.ZERO;

    KeyTally(String key) {
        this.key = key;
    }

    synchronized void refused429() {
        calls++;
        refused429++;
    }

    synchronized void failed() {
        calls++;
        failed++;
    }

    synchronized void answered() {
        calls++;
        answered++;
    }

    synchronized void bill(SimulatorConfig.Model model, ChatAnswer.Usage usage) {
        billed++;
        inputTokens += usage.promptTokens();
        outputTokens += usage.completionTokens();
        costUsd =
                costUsd.add(price(usage.promptTokens(), model.inputPerMillion()))
                        .add(price(usage.completionTokens(), model.outputPerMillion()));
    }

    synchronized Tally.OfKey snapshot() {
        return new Tally.OfKey(
                key,
                calls,
                answered,
                refused429,
                failed,
                billed,
                inputTokens,
                outputTokens,
                costUsd);
    }

    private static BigDecimal price(long tokens, BigDecimal perMillion) {
        return perMillion.multiply(BigDecimal.valueOf(tokens)).movePointLeft(MILLION_DIGITS);
    }
}
