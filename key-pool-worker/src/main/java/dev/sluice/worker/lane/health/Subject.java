package dev.sluice.worker.lane.health;

import dev.sluice.config.ModelGroup;
import java.util.Optional;

/**
 * What rests: a group of models on all keys of a lane, or one key.
 *
 * @param group of a key always {@link ModelGroup#OTHERS}
 * @param key empty: all keys
 */
public record Subject(String group, Optional<String> key) {

    static Subject ofGroup(String group) {
        return new Subject(group, Optional.empty());
    }

    static Subject ofKey(String key) {
        return new Subject(ModelGroup.OTHERS, Optional.of(key));
    }
}
