package dev.sluice.dispatcher.placement;

import java.time.Instant;

/**
 * How many retries after failures a provider may be sent, so that they never become a storm: in any
 * ten seconds a constant few, and a share of the other calls in these ten seconds. As Finagle's
 * {@code RetryBudget} (ttl 10 s, minRetriesPerSec 1, percentCanRetry as configured): one window of
 * deposits and withdrawals that both run out.
 *
 * <p>In memory only: an owner begins with the constant few. Owned by the stage's thread.
 */
final class RetryBudget {

    static final int WINDOW_SECONDS = 10;

    /** One a second, saved up: a single request can always be tried again. */
    static final int FLOOR = WINDOW_SECONDS;

    private static final long RETRY = 1000;

    private final long deposit;
    private final long[] seconds = new long[WINDOW_SECONDS];
    private final long[] balances = new long[WINDOW_SECONDS];

    /**
     * @param percent retries for each hundred other calls
     */
    RetryBudget(int percent) {
        this.deposit = percent * RETRY / 100;
    }

    boolean hasTokenAt(Instant now) {
        long oldest = now.getEpochSecond() - WINDOW_SECONDS + 1;
        long sum = FLOOR * RETRY;
        for (int slot = 0; slot < WINDOW_SECONDS; slot++) {
            sum += seconds[slot] >= oldest ? balances[slot] : 0;
        }
        return sum >= RETRY;
    }

    void called(Needs.Call call, Instant now) {
        int slot = (int) Math.floorMod(now.getEpochSecond(), (long) WINDOW_SECONDS);
        if (seconds[slot] < now.getEpochSecond()) {
            seconds[slot] = now.getEpochSecond();
            balances[slot] = 0;
        }
        balances[slot] +=
                switch (call) {
                    case FIRST -> deposit;
                    case RETRY -> -RETRY;
                };
    }
}
