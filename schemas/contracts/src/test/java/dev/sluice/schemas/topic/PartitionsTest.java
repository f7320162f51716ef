package dev.sluice.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Admission reroutes what is not on its customer's partition: a Java producer's records must be.
 */
final class PartitionsTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "acme", "customer-17", "Grüße", "日本", "a b|c"})
    void aKeyStandsWhereKafkasProducerPutsIt(String key) {
        for (int partitions : new int[] {1, 4, 24, 1000}) {
            assertThat(Partitions.of(key, partitions)).isEqualTo(kafkas(key, partitions));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void anyKeyStandsWhereKafkasProducerPutsIt(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            String key = Long.toString(random.nextLong(), 36);
            assertThat(Partitions.of(key, 24)).isEqualTo(kafkas(key, 24));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 24})
    void manyKeysReachEveryPartition(int partitions) {
        assertThat(
                        IntStream.range(0, 1000)
                                .map(i -> Partitions.of("customer-" + i, partitions))
                                .distinct()
                                .boxed())
                .hasSize(partitions)
                .allMatch(p -> p >= 0 && p < partitions);
    }

    private static int kafkas(String key, int partitions) {
        return BuiltInPartitioner.partitionForKey(key.getBytes(StandardCharsets.UTF_8), partitions);
    }
}
