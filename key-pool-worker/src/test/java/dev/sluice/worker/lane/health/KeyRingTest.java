package dev.sluice.worker.lane.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.CooldownPolicy;
import dev.sluice.config.ProviderConfig;
import dev.sluice.config.SecretRef;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class KeyRingTest {

    private static final RestRules RULES =
            RestRules.of(CooldownPolicy.DEFAULT, Duration.ofMinutes(10));
    private static final long ONE_MINUTE = Duration.ofMinutes(1).toNanos();
    private static final long TWO_MINUTES = 2 * ONE_MINUTE;

    private final KeyRing ring = new KeyRing(List.of(key("a", 2), key("b", 1)), RULES);

    @Test
    void keysTakeTurnsByWeight() {
        assertThat(turns(6, 0)).isEqualTo("abaaba");
    }

    @Test
    void aKeyThatRestsIsLeftOutUntilItsTime() {
        refuse("a", Cause.BILLING, Duration.ofMinutes(1));

        assertThat(turns(3, 0)).isEqualTo("bbb");
        assertThat(ring.condition(0)).isEqualTo(new Condition.Available());
        assertThat(ring.next(ONE_MINUTE).orElseThrow().id()).isEqualTo("a");
    }

    @Test
    void withoutAGoodKeyTheLaneIsAsTheOneThatIsTriedAgainFirst() {
        refuse("a", Cause.AUTH, Duration.ofMinutes(2));
        refuse("b", Cause.BILLING, Duration.ofMinutes(1));

        assertThat(ring.next(0)).isEmpty();
        assertThat(ring.anyOpen(0)).isFalse();
        assertThat(ring.condition(0)).isEqualTo(new Condition.Disabled(ONE_MINUTE, "billing"));
        assertThat(ring.nextChange(0)).isEqualTo(ONE_MINUTE);
    }

    @Test
    void anOrderStandsBesideWhatHappenedAndTheLongerWins() {
        ring.order("a", new Condition.Cooling(ONE_MINUTE, "by_hand"));
        refuse("a", Cause.AUTH, Duration.ofMinutes(2));

        assertThat(ring.states(0).getFirst().condition())
                .isEqualTo(new Condition.Disabled(TWO_MINUTES, "auth"));
        assertThat(ring.states(TWO_MINUTES - 1).getFirst().condition())
                .isInstanceOf(Condition.Disabled.class);
        assertThat(ring.orderedOpen("a", 0)).isFalse();
        assertThat(ring.orderedOpen("a", ONE_MINUTE)).isTrue();
    }

    @Test
    void onlyOneKeyIsKnownByName() {
        assertThat(ring.only()).isEmpty();
        assertThat(new KeyRing(List.of(key("a", 1)), RULES).only()).contains("a");
        assertThat(ring.rest("c")).isEmpty();
    }

    private void refuse(String key, Cause cause, Duration said) {
        ring.rest(key).orElseThrow().refuse(new Refused(cause, Optional.of(said), 0, 0), 0);
    }

    private String turns(int count, long now) {
        StringBuilder turns = new StringBuilder();
        for (int n = 0; n < count; n++) {
            turns.append(ring.next(now).orElseThrow().id());
        }
        return turns.toString();
    }

    private static ProviderConfig.Key key(String id, int weight) {
        return new ProviderConfig.Key(
                id, new SecretRef.Literal("x"), List.of(), Optional.empty(), weight);
    }
}
