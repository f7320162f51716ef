package dev.sluice.dispatcher.streams.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.record.Work;
import dev.sluice.testing.Samples;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LanePartitionerTest {

    private final LanePartitioner partitioner =
            new LanePartitioner(Samples.active(Samples.config()));

    private static Work work(String lane) {
        return Work.newBuilder()
                .setAttempt(Samples.attempt(Samples.requestId(0)))
                .setLane(lane)
                .setLease(1)
                .setEpoch(0)
                .setLeasedAt(Samples.NOON)
                .build();
    }

    @Test
    void workStandsOnThePartitionOfItsLane() {
        assertThat(partitioner.partitions("inference.work", null, work("sim/key-b"), 4))
                .contains(
                        Set.of(Samples.active(Samples.config()).lanePartitions().get("sim/key-b")));
    }

    @Test
    void workForALaneWithoutAPartitionIsNotPutAnywhere() {
        Work nowhere = work("sim/key-z");
        assertThatThrownBy(() -> partitioner.partitions("inference.work", null, nowhere, 4))
                .isInstanceOf(IllegalStateException.class);
    }
}
