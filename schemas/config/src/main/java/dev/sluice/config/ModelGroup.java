package dev.sluice.config;

import java.util.List;
import java.util.Map;

/**
 * The models of a lane that share one set of limits.
 *
 * @param id {@link #OTHERS} for the models that are in no named group
 * @param pool where requests for these models wait for this lane
 * @param models provider's name of each model, by the name that agents use
 */
public record ModelGroup(String id, String pool, Map<String, String> models, List<Limit> limits) {

    /** Id of the group of all models that no other group of the lane names. */
    public static final String OTHERS = "*";

    public ModelGroup {
        models = Map.copyOf(models);
        limits = List.copyOf(limits);
    }

    public boolean serves(String model) {
        return models.containsKey(model);
    }
}
