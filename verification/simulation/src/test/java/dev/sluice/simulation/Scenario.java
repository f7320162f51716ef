package dev.sluice.simulation;

import java.time.Duration;
import java.util.List;

/**
 * A pool, what it is asked, and what goes wrong.
 *
 * @param customers requests of each customer, all published at the beginning
 * @param latencyMin of the provider
 * @param deadline of every request
 */
record Scenario(
        List<VirtualKey> keys,
        List<Integer> customers,
        Duration latencyMin,
        Duration latencyMax,
        Duration deadline) {

    int requests() {
        return customers.stream().mapToInt(Integer::intValue).sum();
    }

    /** Seconds in which the keys can take all requests, if each is used as fast as it allows. */
    double idealSeconds() {
        double burst = keys.stream().mapToDouble(VirtualKey::burst).sum();
        double perSecond =
                keys.stream()
                        .mapToDouble(key -> (key.perMinute() - key.otherUserPerMinute()) / 60.0)
                        .sum();
        return Math.max(0, requests() - burst) / perSecond + latencyMax.toMillis() / 1e3;
    }
}
