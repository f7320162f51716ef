package dev.sluice.worker.lane.pace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.ProviderConfig;
import dev.sluice.config.SecretRef;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class KeyRingTest {

    private final KeyRing ring = new KeyRing(List.of(key("a", 2), key("b", 1)));

    @Test
    void keysTakeTurnsByWeight() {
        assertThat(turns(ring, 6)).isEqualTo("abaaba");
    }

    @Test
    void aDisabledKeyIsLeftOutUntilItsTime() {
        ring.disable("a", new Condition.Disabled(10, "auth"));
        assertThat(turns(ring, 3)).isEqualTo("bbb");
        assertThat(ring.condition(0)).isEqualTo(new Condition.Available());
        assertThat(ring.next(10).orElseThrow().id()).isEqualTo("a");
    }

    @Test
    void withoutAGoodKeyTheLaneIsDisabledUntilTheFirstIsTriedAgain() {
        ring.disable("a", new Condition.Disabled(10, "auth"));
        ring.disable("b", new Condition.Disabled(7, "billing"));
        assertThat(ring.next(0)).isEmpty();
        assertThat(ring.condition(0)).isEqualTo(new Condition.Disabled(7, "billing"));
    }

    @Test
    void onlyOneKeyIsKnownByName() {
        assertThat(ring.only()).isEmpty();
        assertThat(new KeyRing(List.of(key("a", 1))).only()).contains("a");
    }

    private static String turns(KeyRing ring, int count) {
        StringBuilder turns = new StringBuilder();
        for (int n = 0; n < count; n++) {
            turns.append(ring.next(0).orElseThrow().id());
        }
        return turns.toString();
    }

    private static ProviderConfig.Key key(String id, int weight) {
        return new ProviderConfig.Key(
                id, new SecretRef.Literal("x"), List.of(), Optional.empty(), weight);
    }
}
