package dev.sluice.app.kafka;

/**
 * How wide Sluice's topics are made.
 *
 * @param stagePartitions partitions of every topic that a stage reads; chosen once, since customers
 *     and pools are spread over them
 * @param replicationFactor copies of each partition
 */
public record TopicPlan(int stagePartitions, short replicationFactor) {

    /** More would cost start-up time in every stage and bring nothing. */
    private static final int PARTITIONS_MAX = 1_000;

    public TopicPlan {
        if (stagePartitions < 1 || stagePartitions > PARTITIONS_MAX) {
            throw new IllegalArgumentException(
                    "stage partitions are from 1 to "
                            + PARTITIONS_MAX
                            + ", not "
                            + stagePartitions);
        }
        if (replicationFactor < 1) {
            throw new IllegalArgumentException(
                    "a replication factor is at least 1, not " + replicationFactor);
        }
    }

    /** For the embedded broker: few partitions, since each costs in every transaction. */
    public static TopicPlan embedded() {
        return new TopicPlan(4, (short) 1);
    }
}
