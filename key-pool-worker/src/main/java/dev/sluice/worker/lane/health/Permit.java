package dev.sluice.worker.lane.health;

import dev.sluice.config.ProviderConfig;
import java.util.Set;

/**
 * Leave to make one call. It is given back by {@link LaneHealth#returned} or used up by {@link
 * LaneHealth#ended}.
 *
 * @param key whose secret to use
 * @param finds out about what this call finds out whether it works again: no other call is started
 *     there meanwhile
 */
public record Permit(ProviderConfig.Key key, String group, String model, Set<Level> finds) {

    /** What may be in doubt. */
    public enum Level {
        GROUP,
        KEY,
        MODEL
    }

    public Permit {
        finds = Set.copyOf(finds);
    }
}
