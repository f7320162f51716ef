package dev.sluice.dispatcher.streams.placement;

import dev.sluice.config.ConfigSource;
import dev.sluice.schemas.record.Work;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.jspecify.annotations.Nullable;

/** Work stands on the partition that the configuration gave its lane, which no hash knows. */
final class LanePartitioner implements StreamPartitioner<byte @Nullable [], Work> {

    private final ConfigSource config;

    LanePartitioner(ConfigSource config) {
        this.config = config;
    }

    @Override
    public Optional<Set<Integer>> partitions(
            String topic, byte @Nullable [] key, Work work, int partitionCount) {
        Integer partition = config.current().lanePartitions().get(work.getLane());
        if (partition == null) {
            throw new IllegalStateException("lane " + work.getLane() + " has no partition");
        }
        return Optional.of(Set.of(partition));
    }
}
