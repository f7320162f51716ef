package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LanesTest {

    private static Lane lane(String id) {
        return new Lane(id, "p", "p", List.of(), List.of(), Set.of(), 1);
    }

    private static List<Lane> lanes(int count) {
        return IntStream.range(0, count).mapToObj(i -> lane("p/" + i)).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 3, 0 0 0",
        "2, 3, 0 1 0",
        "3, 4, 0 2 1 0",
        "4, 6, 0 2 1 3 0 2",
        "16, 8, 0 8 4 12 2 10 6 14",
        "24, 6, 0 16 8 4 20 12"
    })
    void newLanesTakePartitionsInBitReversedOrder(int partitions, int lanes, String expected) {
        Map<String, Integer> assigned = Lanes.assign(lanes(lanes), Map.of(), partitions);
        List<Integer> order =
                IntStream.range(0, lanes)
                        .mapToObj(i -> assigned.getOrDefault("p/" + i, 99))
                        .toList();
        assertThat(order)
                .isEqualTo(Arrays.stream(expected.split(" ")).map(Integer::valueOf).toList());
    }

    @Test
    void aPartitionThatIsGoneIsNotKept() {
        assertThat(Lanes.assign(lanes(1), Map.of("p/0", 7), 4)).containsOnly(entry("p/0", 0));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void whateverComesAndGoesLanesKeepTheirPartitionsAndNewOnesSpread(long seed) {
        Random random = new Random(seed);
        Map<String, Integer> before = new HashMap<>();
        for (int round = 0; round < 20; round++) {
            List<Lane> lanes = new ArrayList<>();
            lanes(40).stream().filter(_ -> random.nextBoolean()).forEach(lanes::add);
            Map<String, Integer> after = Lanes.assign(lanes, before, 8);
            assertThat(after).hasSize(lanes.size());
            assertThat(after.values()).allMatch(p -> p >= 0 && p < 8);
            for (Map.Entry<String, Integer> kept : before.entrySet()) {
                assertThat(after.getOrDefault(kept.getKey(), kept.getValue()))
                        .isEqualTo(kept.getValue());
            }
            before.putAll(after);
        }
    }

    @Test
    void theFirstLanesAreEvenOverThePartitions() {
        Map<String, Integer> assigned = Lanes.assign(lanes(24), Map.of(), 8);
        for (int p = 0; p < 8; p++) {
            int partition = p;
            assertThat(assigned.values()).filteredOn(at -> at == partition).hasSize(3);
        }
    }

    @Test
    void keysOfOneScopeAreOneLaneWithTheLargestWeight() {
        ProviderConfig provider =
                new ProviderConfig(
                        "p",
                        "openai",
                        URI.create("http://127.0.0.1:1"),
                        List.of(key("a", "org", 2), key("b", "", 1), key("c", "org", 5)));
        List<Lane> lanes = Lanes.of(Configs.with(provider));
        assertThat(lanes).extracting(Lane::id).containsExactly("p/org", "p/b");
        assertThat(lanes.getFirst().keys())
                .extracting(ProviderConfig.Key::id)
                .containsExactly("a", "c");
        assertThat(lanes).extracting(Lane::weight).containsExactly(5, 1);
        assertThat(lanes).allMatch(lane -> lane.models().equals(Set.of("m")));
        assertThat(lanes).allMatch(lane -> lane.groups().getFirst().pool().equals("p"));
    }

    private static ProviderConfig.Key key(String id, String scope, int weight) {
        return new ProviderConfig.Key(
                id,
                new SecretRef.Env("K"),
                List.of(),
                scope.isEmpty() ? Optional.empty() : Optional.of(scope),
                weight);
    }
}
