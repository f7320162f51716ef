package dev.sluice.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A pool, what it is asked, and what goes wrong.
 *
 * @param keys of the model that is asked for
 * @param standIns keys of another provider, whose model may answer every second request in place of
 *     the one that was asked for; none: no request may be answered by another model
 * @param customers requests of each customer, all published at the beginning
 * @param latencyMin of the provider
 * @param deadline of every request
 * @param told what the configuration and answers say of the keys' limits
 */
record Scenario(
        List<VirtualKey> keys,
        List<VirtualKey> standIns,
        List<Integer> customers,
        Duration latencyMin,
        Duration latencyMax,
        Duration deadline,
        Told told) {

    enum Told {
        /** Limits are configured; answers say how much is left. */
        ALL,
        /** Only that a refused call may come again after some time. */
        NOTHING
    }

    Scenario(
            List<VirtualKey> keys,
            List<Integer> customers,
            Duration latencyMin,
            Duration latencyMax,
            Duration deadline) {
        this(keys, List.of(), customers, latencyMin, latencyMax, deadline, Told.ALL);
    }

    Scenario with(List<VirtualKey> others) {
        return new Scenario(keys, others, customers, latencyMin, latencyMax, deadline, told);
    }

    /** The same keys, but for the first. */
    Scenario withFirstKey(UnaryOperator<VirtualKey> change) {
        List<VirtualKey> changed = new ArrayList<>(keys);
        changed.set(0, change.apply(keys.getFirst()));
        return withKeys(changed);
    }

    Scenario withEachKey(UnaryOperator<VirtualKey> change) {
        return withKeys(keys.stream().map(change).toList());
    }

    private Scenario withKeys(List<VirtualKey> others) {
        return new Scenario(others, standIns, customers, latencyMin, latencyMax, deadline, told);
    }

    Scenario due(Duration within) {
        return new Scenario(keys, standIns, customers, latencyMin, latencyMax, within, told);
    }

    Scenario tellingNothing() {
        return new Scenario(
                keys, standIns, customers, latencyMin, latencyMax, deadline, Told.NOTHING);
    }

    List<VirtualKey> allKeys() {
        return Stream.concat(keys.stream(), standIns.stream()).toList();
    }

    /** Whether another model may answer a customer's request of this number. */
    boolean standInAllowed(int number) {
        return !standIns.isEmpty() && number % 2 == 0;
    }

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
