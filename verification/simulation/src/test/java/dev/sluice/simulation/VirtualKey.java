package dev.sluice.simulation;

import dev.sluice.config.Limit;
import java.time.Duration;

/**
 * A provider key as it really is.
 *
 * @param perMinute requests that it takes in a minute, refilled all the time
 * @param burst how many of them at once
 * @param diesAt seconds after the beginning from which it refuses every call (401)
 * @param failsFrom from here to {@code failsTo} (seconds) it answers 500
 * @param otherUserPerMinute requests that somebody else makes with it
 */
record VirtualKey(
        String id,
        int perMinute,
        int burst,
        double diesAt,
        double failsFrom,
        double failsTo,
        int otherUserPerMinute) {

    static final double NEVER = Double.POSITIVE_INFINITY;

    static VirtualKey of(String id, int perMinute, int burst) {
        return new VirtualKey(id, perMinute, burst, NEVER, NEVER, NEVER, 0);
    }

    VirtualKey dyingAt(double seconds) {
        return new VirtualKey(
                id, perMinute, burst, seconds, failsFrom, failsTo, otherUserPerMinute);
    }

    VirtualKey failing(double from, double to) {
        return new VirtualKey(id, perMinute, burst, diesAt, from, to, otherUserPerMinute);
    }

    VirtualKey sharedWith(int othersPerMinute) {
        return new VirtualKey(id, perMinute, burst, diesAt, failsFrom, failsTo, othersPerMinute);
    }

    Duration spacing() {
        return Duration.ofMinutes(1).dividedBy(perMinute);
    }

    Limit limit() {
        return new Limit.Requests(
                perMinute,
                dev.sluice.config.Window.parse("1m").orElseThrow(),
                java.util.OptionalLong.of(burst));
    }
}
