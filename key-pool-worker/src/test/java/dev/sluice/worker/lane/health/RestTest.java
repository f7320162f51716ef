package dev.sluice.worker.lane.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.CooldownPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Minutes in, conditions out. */
final class RestTest {

    private static final Subject SUBJECT = Subject.ofGroup("*");
    private static final RestRules RULES =
            RestRules.of(CooldownPolicy.DEFAULT, Duration.ofMinutes(10));

    private final Rest rest = new Rest(RULES);

    @Test
    void aNamedWaitOfSecondsEndsAsItWasNamed() {
        refuse(0, 0, "PT1S");

        assertThat(rest.condition(seconds(0.999)))
                .isEqualTo(new Condition.Cooling(seconds(1), "rate_limit"));
        assertThat(rest.condition(seconds(1))).isEqualTo(new Condition.Available());
        assertThat(rest.begin(seconds(1))).as("no call has to find out").isFalse();
        assertThat(rest.memory(SUBJECT, seconds(1))).as("nothing to know").isEmpty();
    }

    @Test
    void aNamedWaitOfMinutesEndsWithOneCall() {
        refuse(0, 0, "PT2M");

        assertThat(rest.open(minutes(2))).isTrue();
        assertThat(rest.begin(minutes(2))).isTrue();
        assertThat(rest.open(minutes(2))).isFalse();
        assertThat(rest.condition(minutes(2)))
                .isEqualTo(new Condition.Probing(minutes(2) + seconds(10), "rate_limit"));
        assertThat(rest.nextChange(minutes(2))).isEqualTo(minutes(2) + seconds(10));
        assertThat(rest.condition(minutes(2) + seconds(10)).until())
                .as("said anew each ten seconds")
                .isEqualTo(minutes(2) + seconds(20));
        rest.accept(minutes(2), minutes(3));
        assertThat(rest.condition(minutes(3))).isEqualTo(new Condition.Available());
    }

    @Test
    void aLongerWaitAlwaysWins() {
        refuse(0, 0, "PT5S");
        refuse(seconds(1), 0, "PT60S");
        assertThat(rest.condition(seconds(10)).until()).isEqualTo(seconds(61));
        refuse(seconds(2), 0, "PT1S");
        assertThat(rest.condition(seconds(10)).until()).isEqualTo(seconds(61));
    }

    @Test
    void unnamedWaitsClimbTheLadderOneStepForEachProbe() {
        long now = 0;
        for (int minutes : new int[] {1, 5, 25, 60, 60}) {
            refuse(now, now, "");
            assertThat(rest.condition(now).until() - now).isEqualTo(minutes(minutes));
            now += minutes(minutes);
            assertThat(rest.begin(now)).isTrue();
        }
    }

    @Test
    void callsThatWereUnderWayTogetherAreOneStep() {
        refuse(0, 0, "");
        for (int n = 1; n < 20; n++) {
            refuse(seconds(n), 0, "");
        }
        assertThat(rest.condition(seconds(20)).until()).isEqualTo(minutes(1));
        // One that went out before the rest and comes back after it is not the next step either.
        assertThat(rest.begin(minutes(1))).isTrue();
        rest.accept(minutes(1), minutes(2));
        refuse(minutes(3), 0, "");
        assertThat(rest.condition(minutes(3)).until()).isEqualTo(minutes(4));
    }

    @Test
    void aSuccessOfACallFromBeforeDoesNotReopen() {
        refuse(minutes(1), 0, "");
        rest.accept(0, minutes(1));
        assertThat(rest.open(minutes(1))).isFalse();

        assertThat(rest.open(minutes(2))).isTrue();
        rest.accept(0, minutes(2));
        assertThat(rest.condition(minutes(2))).isInstanceOf(Condition.Probing.class);
        rest.accept(minutes(2), minutes(3));
        assertThat(rest.condition(minutes(3))).isEqualTo(new Condition.Available());
    }

    @Test
    void aCallThatFoundNothingOutIsFollowedByAnother() {
        refuse(0, 0, "");
        assertThat(rest.begin(minutes(1))).isTrue();
        assertThat(rest.open(minutes(2))).isFalse();
        rest.back();
        assertThat(rest.begin(minutes(2))).isTrue();
    }

    @Test
    void aQuietHourForgetsTheLadderAndLessDoesNot() {
        reopenedAtMinuteTwo();
        refuse(minutes(61), minutes(61), "");
        assertThat(rest.condition(minutes(61)).until()).isEqualTo(minutes(66));

        Rest other = new Rest(RULES);
        other.recall(remembered(Memory.Kind.AVAILABLE, OptionalLong.empty(), 1, minutes(2)), 0);
        other.refuse(new Refused(Cause.RATE_LIMIT, Optional.empty(), minutes(62), 0), minutes(62));
        assertThat(other.condition(minutes(62)).until()).isEqualTo(minutes(63));
    }

    @Test
    void aNamedWaitBeginsTheLadderAnew() {
        reopenedAtMinuteTwo();
        refuse(minutes(3), minutes(3), "PT1S");
        refuse(minutes(4), minutes(4), "");
        assertThat(rest.condition(minutes(4)).until()).isEqualTo(minutes(5));
    }

    @Test
    void anAllowanceOfTheDayIsLookedAfterEachHour() {
        rest.refuse(new Refused(Cause.DAY_QUOTA, Optional.empty(), 0, 0), 0);
        assertThat(rest.condition(0)).isEqualTo(new Condition.Exhausted(minutes(60), "day_quota"));
        rest.begin(minutes(60));
        rest.refuse(new Refused(Cause.DAY_QUOTA, Optional.empty(), minutes(60), 0), minutes(61));
        assertThat(rest.condition(minutes(61)))
                .isEqualTo(new Condition.Exhausted(minutes(121), "day_quota"));
    }

    @Test
    void aRefusedSecretIsTriedAgainAfterTenMinutesThenSeldom() {
        long now = 0;
        for (int minutes : new int[] {10, 60, 360, 1440, 1440}) {
            rest.refuse(new Refused(Cause.AUTH, Optional.empty(), now, 0), now);
            assertThat(rest.condition(now))
                    .isEqualTo(new Condition.Disabled(now + minutes(minutes), "auth"));
            now += minutes(minutes);
        }
    }

    @Test
    void aWaitOfNoLengthIsNone() {
        refuse(0, 0, "PT0S");
        assertThat(rest.open(0)).isTrue();
        assertThat(rest.change(SUBJECT, 0)).isEmpty();
    }

    @Test
    void anOrderForgetsWhatHappenedUpToItAndNotWhatCameLater() {
        refuse(minutes(5), minutes(5), "");
        rest.clear(minutes(4), minutes(5));
        assertThat(rest.open(minutes(5))).isFalse();
        rest.clear(minutes(5), minutes(5));
        assertThat(rest.open(minutes(5))).isTrue();
        assertThat(rest.memory(SUBJECT, minutes(5))).isEmpty();
        assertThat(rest.change(SUBJECT, minutes(5)).orElseThrow().kind())
                .isEqualTo(Memory.Kind.AVAILABLE);
    }

    @Test
    void eachChangeIsToldOnce() {
        assertThat(rest.change(SUBJECT, 0)).isEmpty();
        refuse(0, 0, "PT2M");
        assertThat(rest.change(SUBJECT, 0))
                .contains(remembered(Memory.Kind.COOLING, OptionalLong.of(minutes(2)), 0, 0));
        assertThat(rest.change(SUBJECT, 1)).isEmpty();
        rest.begin(minutes(2));
        rest.accept(minutes(2), minutes(3));
        assertThat(rest.change(SUBJECT, minutes(3)).orElseThrow().kind())
                .isEqualTo(Memory.Kind.AVAILABLE);
    }

    @Test
    void whatANextOwnerIsToldStandsThereAsHere() {
        long now = 0;
        for (int step = 0; step < 3; step++) {
            refuse(now, now, "");
            assertSameAfterRecall(now + 1);
            now = rest.condition(now).until();
            assertSameAfterRecall(now);
            rest.begin(now);
        }
        rest.accept(now, now);
        assertSameAfterRecall(now);
    }

    @Test
    void ofTwoOwnersKnowledgeTheLongerRestWins() {
        refuse(0, 0, "PT5M");
        rest.recall(remembered(Memory.Kind.COOLING, OptionalLong.of(minutes(3)), 0, 0), 0);
        assertThat(rest.condition(0).until()).isEqualTo(minutes(5));
        rest.recall(remembered(Memory.Kind.COOLING, OptionalLong.of(minutes(9)), 0, 0), 0);
        assertThat(rest.condition(0).until()).isEqualTo(minutes(9));
        rest.recall(remembered(Memory.Kind.AVAILABLE, OptionalLong.empty(), 1, 0), 0);
        assertThat(rest.condition(0).until()).as("only a longer one").isEqualTo(minutes(9));
    }

    private void reopenedAtMinuteTwo() {
        refuse(0, 0, "");
        rest.begin(minutes(1));
        rest.accept(minutes(1), minutes(2));
    }

    private void assertSameAfterRecall(long now) {
        Rest next = new Rest(RULES);
        rest.memory(SUBJECT, now).ifPresent(memory -> next.recall(memory, now));
        assertThat(next.condition(now)).isEqualTo(rest.condition(now));
        assertThat(next.at(now).step()).isEqualTo(rest.at(now).step());
    }

    /** {@code said}: empty where the provider names no time. */
    private void refuse(long now, long sentAt, String said) {
        Optional<Duration> time =
                said.isEmpty() ? Optional.empty() : Optional.of(Duration.parse(said));
        rest.refuse(new Refused(Cause.RATE_LIMIT, time, sentAt, 0), now);
    }

    private static Memory remembered(Memory.Kind kind, OptionalLong until, int step, long at) {
        String reason = kind == Memory.Kind.AVAILABLE ? "" : "rate_limit";
        return new Memory(SUBJECT, kind, until, reason, step, at);
    }

    private static long minutes(double minutes) {
        return seconds(60 * minutes);
    }

    private static long seconds(double seconds) {
        return Math.round(seconds * 1e9);
    }
}
