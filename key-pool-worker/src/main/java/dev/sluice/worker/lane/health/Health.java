package dev.sluice.worker.lane.health;

import java.util.List;

/**
 * How one group of models of a lane stands.
 *
 * @param condition whether calls may start
 * @param keys of the whole lane, each by itself
 * @param broken models of the group that take no calls for now although the lane does
 */
public record Health(Condition condition, List<KeyState> keys, List<Broken> broken) {

    /** One key. */
    public record KeyState(String key, Condition condition) {}

    /** A model whose breaker is open, or waits for the one call that finds out. */
    public record Broken(String model, long until) {}

    public Health {
        keys = List.copyOf(keys);
        broken = List.copyOf(broken);
    }
}
