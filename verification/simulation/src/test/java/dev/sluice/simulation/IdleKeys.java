package dev.sluice.simulation;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntSupplier;

/** Watches how long each key that works had room while requests waited. One thread. */
final class IdleKeys {

    private static final Duration LOOK = Duration.ofMillis(50);

    /** One token is the margin, one on its way, and one was refilled this moment. */
    private static final double ROOM = 3;

    private final Timeline time;
    private final VirtualProvider provider;
    private final Scenario scenario;
    private final IntSupplier unanswered;
    private final Map<String, Double> since = new HashMap<>();
    private final Map<String, Double> longest = new HashMap<>();

    IdleKeys(Timeline time, VirtualProvider provider, Scenario scenario, IntSupplier unanswered) {
        this.time = time;
        this.provider = provider;
        this.scenario = scenario;
        this.unanswered = unanswered;
        time.every(LOOK, this::look);
    }

    /** Seconds, by key. */
    Map<String, Double> longest() {
        return longest;
    }

    private void look() {
        // What is on its way to or from a provider does not wait.
        boolean waiting = unanswered.getAsInt() > provider.inFlight() + 2 * scenario.keys().size();
        double now = time.seconds();
        for (VirtualKey key : scenario.keys()) {
            boolean idle = waiting && works(key, now) && provider.balance(key.id()) >= ROOM;
            if (idle) {
                double began = since.computeIfAbsent(key.id(), _ -> now);
                longest.merge(key.id(), now - began, Math::max);
            } else {
                since.remove(key.id());
            }
        }
    }

    /** A key that was in trouble may rest for a while afterwards: that is not counted here. */
    private static boolean works(VirtualKey key, double now) {
        return now < Math.min(key.diesAt(), key.failsFrom());
    }
}
