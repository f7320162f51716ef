package dev.sluice.dispatcher.streams.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Limit;
import dev.sluice.config.Window;
import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.testing.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Wherever a request stands, the next owner of its partition goes on from there. */
class RestartTest {

    private static final Limit ONE_AT_A_TIME = new Limit.Concurrent(1);
    private static final Window MINUTE = new Window(1, Window.Unit.MINUTES);

    private static Lives lives(Limit... limits) {
        return new Lives(Samples.active(Samples.config(limits)));
    }

    private static List<ResultStatus> statuses(Lives lives) {
        return lives.results().stream().map(InferenceResult::getStatus).toList();
    }

    @Test
    void anOpenAttemptHoldsItsRoomAndItsEndFreesIt() {
        Lives lives = lives(ONE_AT_A_TIME);
        lives.publish();
        Attempt first = lives.onlyAttempt();
        lives.restart();
        lives.publish();
        assertThat(lives.attempts()).isEmpty();
        lives.restart();
        lives.end(Ends.answered(first, 10, 5, lives.now));
        assertThat(statuses(lives)).containsExactly(ResultStatus.ANSWERED);
        assertThat(lives.attempts()).hasSize(1);
    }

    @Test
    void parkedRequestsKeepTheirOrder() {
        Lives lives = lives(ONE_AT_A_TIME);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(lives.publish());
            lives.restart();
        }
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Attempt open = lives.onlyAttempt();
            order.add(open.getRequestId());
            lives.restart();
            lives.end(Ends.answered(open, 10, 5, lives.now));
        }
        assertThat(order).isEqualTo(ids);
    }

    @Test
    void aParkedRequestWakesWhenItsWindowAllows() {
        Lives lives = lives(new Limit.Requests(1, MINUTE, OptionalLong.empty()));
        lives.publish();
        lives.pass(Duration.ofSeconds(30));
        lives.publish();
        lives.onlyAttempt();
        lives.restart();
        lives.pass(Duration.ofSeconds(29));
        assertThat(lives.attempts()).isEmpty();
        lives.pass(Duration.ofSeconds(2));
        assertThat(lives.attempts()).hasSize(1);
    }

    @Test
    void whoIsParkedExpiresAtTheDeadline() {
        Lives lives = lives(ONE_AT_A_TIME);
        lives.publish();
        lives.publish();
        lives.restart();
        lives.pass(Duration.ofSeconds(60));
        assertThat(statuses(lives)).containsExactly(ResultStatus.EXPIRED);
        lives.restart();
        lives.pass(Duration.ofSeconds(2));
        assertThat(statuses(lives)).as("the open one").containsExactly(ResultStatus.EXPIRED);
    }

    @Test
    void aDelayedAttemptIsOpenedWithItsReservation() {
        Lives lives = lives(ONE_AT_A_TIME);
        lives.publish();
        Attempt first = lives.onlyAttempt();
        lives.end(Ends.refused(first, ErrorClass.SERVER_ERROR, 500, lives.now));
        lives.restart();
        lives.pass(Duration.ofSeconds(1));
        Attempt second = lives.onlyAttempt();
        assertThat(second.getAttempt()).isEqualTo(2);
        assertThat(second.getReservation()).isEqualTo(first.getReservation());
        lives.restart();
        lives.end(Ends.answered(second, 10, 5, lives.now));
        assertThat(lives.results()).hasSize(1);
        lives.publish();
        assertThat(lives.attempts()).hasSize(1);
    }

    @Test
    void anAttemptThatIsAdmittedAnewKeepsWhatTheFirstOneCost() {
        Lives lives = lives(ONE_AT_A_TIME);
        lives.publish();
        Attempt first = lives.onlyAttempt();
        lives.end(Ends.failed(first, ErrorClass.TIMEOUT, Billing.BOUND, lives.now));
        lives.restart();
        lives.pass(Duration.ofSeconds(1));
        lives.restart();
        lives.end(Ends.answered(lives.onlyAttempt(), 10, 5, lives.now));
        assertThat(lives.results().getFirst().getCostPicos())
                .isEqualTo(first.getReservation().getPicos() + Samples.price().cost(10, 5));
    }

    @Test
    void anUnknownEndIsStillCorrected() {
        Lives lives = lives(ONE_AT_A_TIME);
        lives.publish();
        Attempt first = lives.onlyAttempt();
        lives.end(Ends.unknown(first, lives.now));
        lives.restart();
        lives.end(Ends.answered(first, 10, 5, lives.now));
        assertThat(lives.results().getFirst().getCostPicos())
                .isEqualTo(Samples.price().cost(10, 5));
    }

    @Test
    void aResultIsNotGivenTwice() {
        Lives lives = lives(ONE_AT_A_TIME);
        lives.publish();
        Attempt attempt = lives.onlyAttempt();
        lives.pass(Duration.ofSeconds(60));
        lives.restart();
        lives.pass(Duration.ofSeconds(2));
        assertThat(statuses(lives)).containsExactly(ResultStatus.EXPIRED);
        lives.restart();
        lives.pass(Duration.ofSeconds(60));
        lives.end(Ends.answered(attempt, 10, 5, lives.now));
        assertThat(lives.results()).isEmpty();
        lives.publish();
        assertThat(lives.attempts()).as("its hold is over").hasSize(1);
    }

    @Test
    void anIdempotencyKeyKeepsItsAnswerAndIsForgottenInItsTime() {
        Lives lives = lives();
        var claim = Optional.of(new RequestFacts.Claim("k", "hash"));
        lives.publish(claim);
        lives.restart();
        lives.end(Ends.answered(lives.onlyAttempt(), 10, 5, lives.now));
        lives.results();
        lives.restart();
        lives.publish(claim);
        assertThat(lives.results().getFirst().getReplayed()).isTrue();
        lives.restart();
        lives.pass(Duration.ofDays(7));
        lives.publish(claim);
        assertThat(lives.attempts()).hasSize(1);
    }

    @Test
    void offsetsThatWereDoneAreRememberedByTopicAndGeneration() {
        TreeStore store = new TreeStore();
        AdmissionStore state = new AdmissionStore(store, "g1");
        assertThat(state.isDone("t", 0, 0)).isFalse();
        state.putDone("t", 0, 7);
        AdmissionStore next = new AdmissionStore(store, "g1");
        assertThat(next.isDone("t", 0, 7)).isTrue();
        assertThat(next.isDone("t", 0, 8)).isFalse();
        assertThat(next.isDone("u", 0, 7)).isFalse();
        assertThat(new AdmissionStore(store, "g2").isDone("t", 0, 7)).isFalse();
    }

    @Test
    void aLimitThatIsGoneFromTheConfigurationStopsNobody() {
        Lives lives = lives(ONE_AT_A_TIME);
        lives.publish();
        lives.publish();
        lives.publish();
        Attempt first = lives.onlyAttempt();
        lives.restart(Samples.active(Samples.config()));
        lives.pass(Duration.ofSeconds(1));
        List<Attempt> rest = lives.attempts();
        assertThat(rest).hasSize(2);
        lives.end(Ends.answered(first, 10, 5, lives.now));
        rest.forEach(each -> lives.end(Ends.answered(each, 10, 5, lives.now)));
        assertThat(lives.results()).hasSize(3);
    }

    @Test
    void aLimitThatIsNewCountsFromNowOn() {
        Lives lives = lives();
        lives.publish();
        Attempt first = lives.onlyAttempt();
        lives.restart(Samples.active(Samples.config(ONE_AT_A_TIME)));
        lives.publish();
        Attempt second = lives.onlyAttempt();
        lives.end(Ends.answered(first, 10, 5, lives.now));
        lives.publish();
        assertThat(lives.attempts()).as("the first one had no slot to give back").isEmpty();
        lives.end(Ends.answered(second, 10, 5, lives.now));
        assertThat(lives.attempts()).hasSize(1);
    }

    @Test
    void aKeyThatIsGoneFromTheConfigurationStillGetsItsResults() {
        Lives lives = lives(ONE_AT_A_TIME);
        lives.publish();
        Attempt first = lives.onlyAttempt();
        lives.restart(Agents.config()); // it has no key of this name
        lives.end(Ends.answered(first, 10, 5, lives.now));
        assertThat(statuses(lives)).containsExactly(ResultStatus.ANSWERED);
    }
}
