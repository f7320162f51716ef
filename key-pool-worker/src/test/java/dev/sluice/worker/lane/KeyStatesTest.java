package dev.sluice.worker.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.schemas.record.KeyAction;
import dev.sluice.schemas.record.LaneAnnouncement;
import dev.sluice.schemas.record.LaneCondition;
import dev.sluice.schemas.record.NotCalledReason;
import dev.sluice.schemas.record.Standing;
import dev.sluice.worker.provider.CallOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What refusals and orders do to a lane, for its owner and for the next one. */
final class KeyStatesTest {

    private static final Duration LONG = Duration.ofHours(20);
    private static final CallOutcome UNNAMED =
            SimWorker.refusal(ErrorClass.RATE_LIMIT, Optional.empty());

    private final SimWorld world = new SimWorld();

    @ParameterizedTest(name = "{0} {1}: {2} for {3}, then {4}")
    @CsvSource({
        "RATE_LIMIT, PT1S, COOLING, PT1S, AVAILABLE",
        "RATE_LIMIT, PT30M, COOLING, PT30M, PROBING",
        "RATE_LIMIT, , COOLING, PT1M, PROBING",
        "RATE_LIMIT, PT2H, EXHAUSTED, PT2H, PROBING",
        "AUTH, , DISABLED, PT10M, PROBING",
        "BILLING, , DISABLED, PT5H, PROBING",
        "OVERLOADED, PT3S, COOLING, PT3S, AVAILABLE"
    })
    void aRefusalClosesTheLaneForItsTime(
            ErrorClass error,
            Duration retryAfter,
            LaneCondition first,
            Duration rest,
            LaneCondition then) {
        SimWorker worker = refused(SimWorker.refusal(error, Optional.ofNullable(retryAfter)));
        assertThat(told().getCondition()).isEqualTo(first);
        assertThat(told().getUntil()).contains(world.now.instant().plus(rest));

        world.pass(rest.minusMillis(1));
        worker.settle();
        assertThat(told().getCondition()).isEqualTo(first);
        world.pass(Duration.ofMillis(1));
        worker.settle();
        assertThat(told().getCondition()).isEqualTo(then);
    }

    @Test
    void oneCallFindsOutAndTheOthersGoBackUntilItHas() {
        SimWorker worker = refused(UNNAMED);
        world.pass(Duration.ofMinutes(1));
        worker.settle();
        assertThat(told().getCondition()).isEqualTo(LaneCondition.PROBING);
        assertThat(told().getUntil()).isEmpty();
        worker.answer = SimWorker.ANSWER;
        for (int n = 0; n < 3; n++) {
            world.lease(LONG);
        }
        worker.settleUntil(() -> !worker.calling.isEmpty());
        settleWithoutAnswers(worker);

        assertThat(world.calls).hasSize(2);
        assertThat(notCalled()).containsExactly(NotCalledReason.COOLING, NotCalledReason.COOLING);
        assertThat(told().getCondition()).isEqualTo(LaneCondition.PROBING);
        assertThat(told().getUntil()).as("no other call until it has ended").isPresent();
        worker.settle();
        assertThat(told().getCondition()).isEqualTo(LaneCondition.AVAILABLE);
        assertThat(standings()).last().returns("AVAILABLE", Standing::getCondition);
    }

    @Test
    void aModelThatFailsIsAnnouncedAsBrokenAndItsWorkGoesBack() {
        SimWorker worker = world.assign();
        worker.answer = SimWorker.refusal(ErrorClass.SERVER_ERROR, Optional.empty());
        for (int n = 0; n < 12; n++) {
            world.lease(LONG);
            world.pass(Duration.ofMillis(150));
            worker.settle();
        }

        assertThat(world.calls).hasSize(10);
        assertThat(notCalled()).hasSize(2).containsOnly(NotCalledReason.COOLING);
        assertThat(told().getCondition()).isEqualTo(LaneCondition.AVAILABLE);
        assertThat(told().getBreakers())
                .singleElement()
                .satisfies(open -> assertThat(open.getModel()).isEqualTo("gpt-4o-mini"));
        world.pass(Duration.ofSeconds(10));
        worker.answer = SimWorker.ANSWER;
        world.lease(LONG);
        worker.settle();
        assertThat(world.calls).hasSize(11);
        assertThat(told().getBreakers()).isEmpty();
    }

    @ParameterizedTest(name = "{0} later, killed")
    @CsvSource({"PT1S", "PT4M", "PT4H59M"})
    void theNextOwnerKnowsHoweverLongItIsAgo(Duration later) {
        world.fingerprints.put("sim/key-a", "cafe0001");
        SimWorker worker = refused(SimWorker.refusal(ErrorClass.BILLING, Optional.empty()));
        live(worker, later);

        SimWorker next = world.assign();
        next.settle();

        assertThat(told())
                .returns(LaneCondition.DISABLED, LaneAnnouncement::getCondition)
                .returns(Optional.of("billing"), LaneAnnouncement::getReason);
        world.lease(LONG);
        next.settle();
        assertThat(world.calls).hasSize(1);
    }

    @Test
    void theJournalIsReadFromNearItsEndAllTheSame() {
        SimWorker worker = refused(SimWorker.refusal(ErrorClass.BILLING, Optional.empty()));
        live(worker, Duration.ofHours(2));

        assertThat(world.journal.size()).as("repeated each minute").isBetween(120, 130);
        assertThat(world.anchor().from()).isGreaterThan(world.journal.size() - 4L);
    }

    @Test
    void whatIsOverIsRepeatedNoMore() {
        SimWorker worker = refused(SimWorker.refusal(ErrorClass.RATE_LIMIT, Duration.ofSeconds(1)));
        live(worker, Duration.ofHours(2));

        assertThat(standings()).hasSize(1);
    }

    @Test
    void theLadderGoesOnWhereTheFormerOwnerStood() {
        SimWorker worker = refused(UNNAMED);
        live(worker, Duration.ofMinutes(2));
        SimWorker next = world.assign();
        next.answer = UNNAMED;
        world.lease(LONG);
        next.settle();

        assertThat(world.calls).hasSize(2);
        assertThat(told().getCondition()).isEqualTo(LaneCondition.COOLING);
        assertThat(told().getUntil().orElseThrow())
                .isAfterOrEqualTo(world.now.instant().plus(Duration.ofMinutes(5)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"cafe0001, DISABLED", "cafe0002, AVAILABLE"})
    void aSecretThatWasChangedIsANewOne(String fingerprint, LaneCondition expected) {
        world.fingerprints.put("sim/key-a", "cafe0001");
        refused(SimWorker.refusal(ErrorClass.AUTH, Optional.empty()));
        assertThat(standings().getLast().getSecretFingerprint()).contains("cafe0001");

        world.fingerprints.put("sim/key-a", fingerprint);
        world.assign().settle();

        assertThat(told().getCondition()).isEqualTo(expected);
    }

    @Test
    void whatAFormerOwnerLearnsFromItsLastCallsTheNextOneHeeds() {
        world.lease(LONG);
        SimWorker former = world.assign();
        former.settleUntil(() -> !former.calling.isEmpty());
        while (former.act()) {}
        former.decide(new LaneEvent.Revoked());
        settleWithoutAnswers(former);
        SimWorker next = world.assign();
        next.settle();
        assertThat(told().getCondition()).isEqualTo(LaneCondition.AVAILABLE);

        former.answer = UNNAMED;
        former.settle();
        next.settle();

        assertThat(told().getCondition()).isEqualTo(LaneCondition.COOLING);
    }

    @Test
    void ordersAreObeyedAtOnceAndByTheNextOwner() {
        SimWorker worker = world.assign();
        worker.settle();
        world.order(KeyAction.DISABLE, Optional.empty());
        worker.settle();
        assertThat(told())
                .returns(LaneCondition.DISABLED, LaneAnnouncement::getCondition)
                .returns(Optional.of("by_hand: because"), LaneAnnouncement::getReason)
                .returns(Optional.empty(), LaneAnnouncement::getUntil);
        world.lease(LONG);
        worker.settle();
        assertThat(notCalled()).containsExactly(NotCalledReason.COOLING);

        world.assign().settle();
        assertThat(told().getCondition()).isEqualTo(LaneCondition.DISABLED);
        world.pass(Duration.ofSeconds(1));
        world.order(KeyAction.ENABLE, Optional.empty());
        world.workers.getLast().settle();
        assertThat(told().getCondition()).isEqualTo(LaneCondition.AVAILABLE);
    }

    @Test
    void aKeyThatIsCooledByHandComesBackAtItsTime() {
        SimWorker worker = world.assign();
        world.order(KeyAction.COOL, Optional.of(world.now.instant().plusSeconds(90)));
        worker.settle();
        assertThat(told().getCondition()).isEqualTo(LaneCondition.COOLING);
        world.pass(Duration.ofSeconds(90));
        worker.settle();
        assertThat(told().getCondition()).isEqualTo(LaneCondition.AVAILABLE);
    }

    @Test
    void anEnabledKeyIsForgivenForGoodAndOnlyWhatWasBefore() {
        SimWorker worker = refused(SimWorker.refusal(ErrorClass.AUTH, Optional.empty()));
        world.pass(Duration.ofMinutes(2));
        world.order(KeyAction.ENABLE, Optional.empty());
        worker.settle();
        assertThat(told().getCondition()).isEqualTo(LaneCondition.AVAILABLE);
        world.assign().settle();
        assertThat(told().getCondition()).isEqualTo(LaneCondition.AVAILABLE);

        world.pass(Duration.ofMinutes(2));
        SimWorker again = world.assign();
        again.answer = SimWorker.refusal(ErrorClass.AUTH, Optional.empty());
        world.lease(LONG);
        again.settle();
        world.assign().settle();
        assertThat(told().getCondition()).isEqualTo(LaneCondition.DISABLED);
    }

    private SimWorker refused(CallOutcome outcome) {
        world.lease(LONG);
        SimWorker worker = world.assign();
        worker.answer = outcome;
        worker.settle();
        return worker;
    }

    private void live(SimWorker worker, Duration time) {
        for (long passed = 0; passed < time.toSeconds(); passed += 10) {
            world.pass(Duration.ofSeconds(10));
            worker.settle();
        }
        world.pass(Duration.ofSeconds(7));
    }

    private static void settleWithoutAnswers(SimWorker worker) {
        while (worker.act()
                || worker.take()
                || worker.readJournal()
                || worker.readWork()
                || worker.advance()) {}
    }

    private LaneAnnouncement told() {
        return world.announcements.getLast();
    }

    private List<NotCalledReason> notCalled() {
        return world.outcomes.stream()
                .filter(end -> end.getKind() == EndKind.NOT_CALLED)
                .map(AttemptEnd::getNotCalled)
                .map(Optional::orElseThrow)
                .toList();
    }

    private List<Standing> standings() {
        return world.journal.stream()
                .map(logged -> logged.entry().getEvent())
                .filter(Standing.class::isInstance)
                .map(Standing.class::cast)
                .toList();
    }
}
