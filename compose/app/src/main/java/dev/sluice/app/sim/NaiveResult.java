package dev.sluice.app.sim;

import java.time.Duration;

/**
 * What came of it.
 *
 * @param failed requests that were given up
 * @param calls HTTP requests, those repeated too
 * @param refused429 calls over a limit
 */
public record NaiveResult(int answered, int failed, int calls, int refused429, Duration elapsed) {

    public double seconds() {
        return elapsed.toNanos() / 1e9;
    }
}
