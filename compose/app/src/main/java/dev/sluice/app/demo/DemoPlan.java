package dev.sluice.app.demo;

import java.time.Duration;
import java.util.List;

/**
 * What the demonstration does.
 *
 * @param requests published in one burst
 * @param agents how many agents share them
 * @param keys provider keys
 * @param perMinute requests per minute of one key
 * @param burst requests that a rested key takes at once
 * @param latency of one call at the simulated provider
 * @param warmUpRequests sent before to an echo lane that is in no tally
 * @param rivalRequests the shorter load that the client without Sluice gets
 * @param rivalInFlight how many of these it has in flight
 */
record DemoPlan(
        int requests,
        int agents,
        int keys,
        int perMinute,
        int burst,
        Duration latency,
        int warmUpRequests,
        int rivalRequests,
        int rivalInFlight) {

    static final DemoPlan STANDARD =
            new DemoPlan(1_000, 7, 5, 600, 10, Duration.ofMillis(300), 200, 200, 56);

    static final DemoPlan REHEARSAL =
            new DemoPlan(300, 7, 5, 6_000, 50, Duration.ofMillis(20), 200, 40, 20);

    /** Letters name the keys: key-a, key-b… */
    List<String> keyIds() {
        return java.util.stream.IntStream.range(0, keys)
                .mapToObj(n -> "key-" + (char) ('a' + n))
                .toList();
    }

    /**
     * The least time in which the keys can serve all requests: the bursts at once, then every key
     * at its rate, then the last call's latency.
     */
    Duration ideal() {
        long paced = Math.max(0, requests - (long) keys * burst);
        long nanosPerRequest = Duration.ofMinutes(1).toNanos() / ((long) perMinute * keys);
        return Duration.ofNanos(paced * nanosPerRequest).plus(latency);
    }
}
