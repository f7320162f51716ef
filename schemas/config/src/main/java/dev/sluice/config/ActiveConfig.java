package dev.sluice.config;

import java.util.List;
import java.util.Map;

/**
 * A configuration with its version in {@code sluice.config}: what every role is started with. As a
 * source it is one that never changes.
 *
 * @param lanePartitions partition of {@code inference.work} for each lane
 * @param prices those in force and those of earlier versions
 */
public record ActiveConfig(
        long version,
        SluiceConfig config,
        List<Lane> lanes,
        Map<String, Integer> lanePartitions,
        PriceBook prices)
        implements ConfigSource {

    public ActiveConfig {
        lanes = List.copyOf(lanes);
        lanePartitions = Map.copyOf(lanePartitions);
    }

    @Override
    public ActiveConfig current() {
        return this;
    }
}
