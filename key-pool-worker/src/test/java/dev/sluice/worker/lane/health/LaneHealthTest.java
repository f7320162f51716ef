package dev.sluice.worker.lane.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Lane;
import dev.sluice.config.ModelGroup;
import dev.sluice.config.ProviderConfig;
import dev.sluice.config.SecretRef;
import dev.sluice.config.WorkerPolicy;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.worker.provider.CallOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A lane of two keys that share limits, models big and small each with limits of their own. */
final class LaneHealthTest {

    private static final String OTHERS = ModelGroup.OTHERS;
    private static final Lane LANE =
            new Lane(
                    "sim/org",
                    "sim",
                    List.of(key("a"), key("b")),
                    List.of(
                            new ModelGroup("nano", "sim", Map.of("small", "small"), List.of()),
                            new ModelGroup(
                                    OTHERS, "sim", Map.of("big", "big", "odd", "odd"), List.of())),
                    1,
                    0);
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long MINUTE = 60 * SECOND;

    private final LaneHealth health = new LaneHealth(LANE, WorkerPolicy.DEFAULT);

    @Test
    void aRateLimitRestsAllKeysForItsGroupAndNoOther() {
        end(permit(OTHERS, "big", 0), Ends.rateLimit("PT5S"), 0);

        assertThat(health.permits(OTHERS, "big", SECOND)).isFalse();
        assertThat(health.permits(OTHERS, "odd", SECOND)).isFalse();
        assertThat(health.permits("nano", "small", SECOND)).isTrue();
        assertThat(health.health(OTHERS, SECOND).condition())
                .isEqualTo(new Condition.Cooling(5 * SECOND, "rate_limit"));
        assertThat(health.health("nano", SECOND).condition()).isEqualTo(new Condition.Available());
        assertThat(health.nextChange(SECOND)).isEqualTo(5 * SECOND);
    }

    @Test
    void aRefusedSecretRestsItsKeyAndTheOtherGoesOn() {
        Permit first = permit(OTHERS, "big", 0);
        end(first, Ends.of(ErrorClass.AUTH), 0);

        for (int n = 0; n < 3; n++) {
            assertThat(permit(OTHERS, "big", 1).key().id()).isNotEqualTo(first.key().id());
        }
        assertThat(health.health(OTHERS, 1).condition()).isEqualTo(new Condition.Available());
        assertThat(health.health(OTHERS, 1).keys())
                .extracting(each -> each.condition().getClass().getSimpleName())
                .containsExactlyInAnyOrder("Disabled", "Available");
    }

    @Test
    void aKeyInDoubtGetsOneCallWhileTheOtherWorksOn() {
        Permit first = permit(OTHERS, "big", 0);
        end(first, Ends.of(ErrorClass.AUTH), 0);

        List<Permit> permits =
                List.of(
                        permit(OTHERS, "big", 10 * MINUTE),
                        permit(OTHERS, "big", 10 * MINUTE),
                        permit(OTHERS, "big", 10 * MINUTE));

        assertThat(permits)
                .filteredOn(each -> each.key().equals(first.key()))
                .singleElement()
                .satisfies(each -> assertThat(each.finds()).containsExactly(Permit.Level.KEY));
    }

    @Test
    void afterAnUnnamedRateLimitOneCallFindsOut() {
        end(permit(OTHERS, "big", 0), Ends.rateLimit(""), 0);
        Permit probe = permit(OTHERS, "big", MINUTE);

        assertThat(probe.finds()).containsExactly(Permit.Level.GROUP);
        assertThat(health.permit(OTHERS, "big", MINUTE)).isEmpty();
        assertThat(health.stands(probe, MINUTE)).isTrue();
        end(probe, Ends.answer(), 2 * MINUTE);
        assertThat(health.permits(OTHERS, "big", 2 * MINUTE)).isTrue();
        assertThat(health.permit(OTHERS, "big", 2 * MINUTE).orElseThrow().finds()).isEmpty();
    }

    @Test
    void aProbeThatIsNotCalledOrSaysNothingMakesRoomForTheNext() {
        end(permit(OTHERS, "big", 0), Ends.rateLimit(""), 0);
        health.returned(permit(OTHERS, "big", MINUTE));
        end(permit(OTHERS, "big", MINUTE), Ends.of(ErrorClass.NETWORK), MINUTE);

        assertThat(permit(OTHERS, "big", MINUTE).finds()).containsExactly(Permit.Level.GROUP);
    }

    @Test
    void theCallersFaultShowsThatTheKeyWorks() {
        end(permit(OTHERS, "big", 0), Ends.rateLimit(""), 0);
        end(permit(OTHERS, "big", MINUTE), Ends.of(ErrorClass.CONTEXT_WINDOW), MINUTE);

        assertThat(health.health(OTHERS, MINUTE).condition()).isEqualTo(new Condition.Available());
    }

    @Test
    void leaveThatWasGivenBeforeARestIsNoLeaveAfterIt() {
        Permit early = permit(OTHERS, "big", 0);
        end(permit(OTHERS, "big", 0), Ends.rateLimit("PT5S"), 0);
        assertThat(health.stands(early, 0)).isFalse();

        Permit small = permit("nano", "small", 0);
        health.order(small.key().id(), new Condition.Disabled(Condition.NEVER, "by_hand"));
        assertThat(health.stands(small, 0)).isFalse();
    }

    @Test
    void aModelThatFailsIsBrokenAndTheOthersAreNot() {
        for (int n = 0; n < 10; n++) {
            end(permit(OTHERS, "odd", 0), Ends.of(ErrorClass.SERVER_ERROR), 0);
        }

        assertThat(health.permits(OTHERS, "odd", 0)).isFalse();
        assertThat(health.permits(OTHERS, "big", 0)).isTrue();
        assertThat(health.health(OTHERS, 0).condition()).isEqualTo(new Condition.Available());
        assertThat(health.health(OTHERS, 0).broken())
                .containsExactly(new Health.Broken("odd", 10 * SECOND));
        assertThat(health.health("nano", 0).broken()).isEmpty();
        assertThat(permit(OTHERS, "odd", 10 * SECOND).finds()).containsExactly(Permit.Level.MODEL);
    }

    @Test
    void rateLimitsNeverBreakAModel() {
        for (int n = 0; n < 50; n++) {
            end(permit(OTHERS, "big", n * MINUTE), Ends.rateLimit("PT1S"), n * MINUTE);
        }
        assertThat(health.health(OTHERS, 50 * MINUTE).broken()).isEmpty();
    }

    @Test
    void whoGivesUpAfterASecondSaysNothingAboutTheProvider() {
        for (int n = 0; n < 50; n++) {
            health.ended(
                    permit(OTHERS, "big", 0),
                    Ends.of(ErrorClass.TIMEOUT),
                    0,
                    Duration.ofSeconds(1),
                    0,
                    0);
        }
        assertThat(health.permits(OTHERS, "big", 0)).isTrue();
    }

    @Test
    void anOrderTakesAKeyOutAndAnotherBringsItBackWhateverWasInTheWay() {
        health.order("a", new Condition.Disabled(Condition.NEVER, "by_hand: rotated"));
        Permit small = permit("nano", "small", 0);
        end(permit(OTHERS, "big", 0), Ends.of(ErrorClass.BILLING), 0);
        end(small, Ends.rateLimit(""), 0);
        assertThat(health.permits(OTHERS, "big", 0)).isFalse();

        health.enable("a", MINUTE, MINUTE);
        assertThat(permit(OTHERS, "big", MINUTE).key().id()).isEqualTo("a");
        assertThat(health.health("nano", MINUTE).condition()).isEqualTo(new Condition.Available());
        health.enable("b", MINUTE, MINUTE);
        assertThat(health.health(OTHERS, MINUTE).keys())
                .allSatisfy(
                        each -> assertThat(each.condition()).isEqualTo(new Condition.Available()));
    }

    @Test
    void anOrderFromBeforeDoesNotForgetWhatCameAfter() {
        Permit used = permit(OTHERS, "big", MINUTE);
        end(used, Ends.of(ErrorClass.AUTH), MINUTE);
        health.enable(used.key().id(), 0, 2 * MINUTE);

        assertThat(health.memories(2 * MINUTE)).hasSize(1);
    }

    @Test
    void changesAreToldOnceAndMemoriesAsLongAsTheyMatter() {
        end(permit(OTHERS, "big", 0), Ends.rateLimit("PT5S"), 0);

        assertThat(health.changes(0))
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.subject()).isEqualTo(new Subject(OTHERS, Optional.empty()));
                    assertThat(each.kind()).isEqualTo(Memory.Kind.COOLING);
                });
        assertThat(health.changes(0)).isEmpty();
        assertThat(health.memories(SECOND)).hasSize(1);
        assertThat(health.memories(5 * SECOND)).isEmpty();
    }

    @Test
    void aNextOwnerGoesOnWithWhatItIsTold() {
        Permit used = permit(OTHERS, "big", 0);
        end(used, Ends.of(ErrorClass.BILLING), 0);
        end(permit("nano", "small", 0), Ends.rateLimit("PT30S"), 0);
        LaneHealth next = new LaneHealth(LANE, WorkerPolicy.DEFAULT);
        health.memories(SECOND).forEach(memory -> next.recall(memory, SECOND));

        assertThat(next.health("nano", SECOND)).isEqualTo(health.health("nano", SECOND));
        assertThat(next.memories(SECOND)).isEqualTo(health.memories(SECOND));
    }

    private Permit permit(String group, String model, long now) {
        return health.permit(group, model, now).orElseThrow();
    }

    private void end(Permit permit, CallOutcome outcome, long now) {
        health.ended(permit, outcome, now, Duration.ofMinutes(10), now, 0);
    }

    private static ProviderConfig.Key key(String id) {
        return new ProviderConfig.Key(
                id, new SecretRef.Literal("x"), List.of(), Optional.empty(), 1);
    }
}
