package dev.sluice.door.http;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which parts do not serve, and why.
 *
 * @param waitingFor reason by the part's name; empty: all serve
 */
public record Readiness(Map<String, String> waitingFor) {

    public static final Readiness READY = new Readiness(Map.of());

    public Readiness {
        waitingFor = Collections.unmodifiableMap(new TreeMap<>(waitingFor));
    }

    public boolean ready() {
        return waitingFor.isEmpty();
    }

    /** Both together. */
    public Readiness and(Readiness other) {
        Map<String, String> all = new TreeMap<>(waitingFor);
        all.putAll(other.waitingFor);
        return new Readiness(all);
    }
}
