package dev.sluice.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.warehouse.WarehouseSource.Claim;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WarehouseSourceTest {

    private static final WarehouseSource SOURCE =
            new WarehouseSource("cluster-1", Map.of("ledger.entries", "id-1"));

    @Test
    void aFreshWarehouseIsAnybodys() {
        assertThat(SOURCE.conflict(List.of())).isEmpty();
    }

    @Test
    void aWarehouseOfTheSameTopicsGoesOn() {
        assertThat(SOURCE.conflict(List.of(claim("cluster-1", "id-1")))).isEmpty();
    }

    @Test
    void aWarehouseOfAnotherClusterIsLeftAlone() {
        assertThat(SOURCE.conflict(List.of(claim("cluster-2", "id-1"))).orElseThrow())
                .contains("ledger.entries of the Kafka cluster cluster-2 (this is cluster-1)")
                .contains("another database or folder");
    }

    @Test
    void aTopicThatWasMadeAgainIsAnotherSource() {
        assertThat(SOURCE.conflict(List.of(claim("cluster-1", "id-0"))).orElseThrow())
                .contains("ledger.entries with the topic id id-0")
                .contains("now id-1");
    }

    private static Claim claim(String cluster, String topicId) {
        return new Claim("ledger.entries", cluster, topicId, "group");
    }
}
