package dev.sluice.app.roles;

import dev.sluice.config.ActiveConfig;
import dev.sluice.config.Lane;
import dev.sluice.config.ModelConfig;
import dev.sluice.config.ProviderConfig;
import dev.sluice.config.WorkerPolicy;
import java.util.List;
import java.util.Map;

/** What of a configuration workers go by: where nothing of it changes, they go on. */
record WorkersPart(
        List<ProviderConfig> providers,
        List<ModelConfig> models,
        List<Lane> lanes,
        Map<String, Integer> lanePartitions,
        WorkerPolicy policy) {

    static WorkersPart of(ActiveConfig config) {
        return new WorkersPart(
                config.config().providers(),
                config.config().models(),
                config.lanes(),
                config.lanePartitions(),
                config.config().worker());
    }
}
