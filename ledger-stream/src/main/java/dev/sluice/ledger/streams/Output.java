package dev.sluice.ledger.streams;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * A value on its way to a topic, with the partition it must go to: what belongs to a chain goes
 * where the chain is, even if its input stood on the wrong partition. Without one, the record's key
 * decides.
 */
final class Output {

    private final byte[] value;
    private final Optional<Integer> partition;

    private Output(byte[] value, Optional<Integer> partition) {
        this.value = value;
        this.partition = partition;
    }

    static Output to(int partition, byte[] value) {
        return new Output(value, Optional.of(partition));
    }

    static Output byKey(byte[] value) {
        return new Output(value, Optional.empty());
    }

    static Serializer<Output> serializer() {
        return (topic, output) -> output.value;
    }

    static StreamPartitioner<byte[], Output> partitioner() {
        return (topic, key, output, partitions) -> output.partition.map(Set::of);
    }
}
