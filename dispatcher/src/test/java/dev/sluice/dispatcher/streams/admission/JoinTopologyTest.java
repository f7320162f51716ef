package dev.sluice.dispatcher.streams.admission;

import static dev.sluice.dispatcher.streams.admission.Stages.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Limit;
import dev.sluice.dispatcher.admission.request.AnswerRecord;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.schemas.record.InferenceRequest;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.NotCalledReason;
import dev.sluice.schemas.record.OnLimit;
import dev.sluice.schemas.record.ResultError;
import dev.sluice.testing.Samples;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests with the idempotency key of one that has no answer yet. */
class JoinTopologyTest {

    private static final Duration TICK = Duration.ofMillis(20);

    @RegisterExtension final Stages stages = new Stages();

    /** Of use for so long. */
    private static InferenceRequest.Builder mine(int seconds) {
        return request()
                .setIdempotencyKey("k")
                .setDeadline(Samples.NOON.plusSeconds(seconds))
                .setCustomId("for " + seconds);
    }

    private static List<String> results(Stage stage) {
        return stage.results.readValuesToList().stream()
                .map(result ->
                        result.getCustomId().orElse("")
                                + " "
                                + result.getStatus()
                                + (result.getReplayed() ? " replayed" : ""))
                .toList();
    }

    private static String type(InferenceResult result) {
        return result.getError().map(ResultError::getType).orElse("");
    }

    @Test
    void getTheSameAnswerAndMakeNoCallAndUseNothing() {
        Stage stage =
                stages.with(
                        new Limit.Concurrent(1),
                        new Limit.Requests(1, Agents.MINUTE, OptionalLong.empty()));
        stage.publish(mine(60));
        Attempt first = stage.onlyAttempt();
        stage.publish(mine(50));
        stage.publish(mine(40).setWorkflow("w"));
        assertThat(stage.results.isEmpty()).isTrue();
        stage.end(Ends.answered(first, 10, 5, stage.now()));
        InferenceResult answer = stage.onlyResult();
        stage.pass(TICK);

        List<InferenceResult> copies = stage.results.readValuesToList();
        assertThat(copies).hasSize(2).allMatch(InferenceResult::getReplayed);
        assertThat(copies).allMatch(copy -> copy.getBody().equals(answer.getBody()));
        assertThat(copies).allMatch(copy -> copy.getCostPicos() == 0 && copy.getAttempts() == 0);
        assertThat(copies.getLast().getWorkflow()).contains("w");
        assertThat(stage.attempts()).isEmpty();
        assertThat(stage.decided())
                .containsExactly(
                        "ADMITTED:1",
                        "PARKED:0",
                        "PARKED:0",
                        "ANSWERED:1",
                        "REPEATED:0",
                        "REPEATED:0");
        stage.pass(AnswerRecord.KEPT);
        assertThat(stage.remains()).isEmpty();
    }

    @Test
    void expireEachOnItsOwnAndTheFirstGoesOn() {
        Stage stage = stages.with();
        stage.publish(mine(60));
        Attempt first = stage.onlyAttempt();
        stage.publish(mine(5));
        stage.pass(Duration.ofSeconds(5));
        assertThat(results(stage)).containsExactly("for 5 EXPIRED");
        stage.end(Ends.answered(first, 10, 5, stage.now()));
        stage.pass(TICK);
        assertThat(results(stage)).containsExactly("for 60 ANSWERED");
    }

    @Test
    void areCancelledEachOnItsOwn() {
        Stage stage = stages.with();
        stage.publish(mine(60));
        stage.onlyAttempt();
        stage.publish(mine(50));
        stage.cancel(Samples.requestId(1), "demo");
        assertThat(results(stage)).containsExactly("for 50 CANCELLED");
        assertThat(stage.withdrawn()).isEmpty();
        assertThat(stage.remains()).as("the first one, its key, its deadline").isEqualTo("irt");
    }

    @Test
    void theOneWithTheLatestDeadlineTakesThePlaceOfAFirstThatFailedAndTheOthersStay() {
        Stage stage = stages.with();
        stage.publish(mine(60));
        Attempt first = stage.onlyAttempt();
        stage.publish(mine(30));
        stage.publish(mine(50));
        stage.publish(mine(40));
        stage.end(Ends.refused(first, ErrorClass.CONTENT_POLICY, 400, stage.now()));
        assertThat(results(stage)).containsExactly("for 60 FAILED");
        stage.pass(TICK);

        Attempt second = stage.onlyAttempt();
        assertThat(second.getRequestId()).isEqualTo(Samples.requestId(2));
        assertThat(second.getBody()).isEqualTo(first.getBody());
        assertThat(second.getDeadline()).isEqualTo(Samples.NOON.plusSeconds(50));
        stage.end(Ends.answered(second, 10, 5, stage.now()));
        assertThat(results(stage)).containsExactly("for 50 ANSWERED");
        stage.pass(TICK);
        assertThat(results(stage))
                .containsExactly("for 30 ANSWERED replayed", "for 40 ANSWERED replayed");
        assertThat(stage.remains()).as("the answer only").isEqualTo("aeint");
    }

    @Test
    void inheritAPlaceThatIsRefusedOneAfterTheOther() {
        Stage stage = stages.with(new Limit.Concurrent(1));
        stage.publish(request());
        Attempt before = stage.onlyAttempt();
        stage.publish(mine(60));
        stage.publish(mine(50).setOnLimit(OnLimit.REJECT));
        stage.publish(mine(40));
        stage.cancel(Samples.requestId(1), "demo");
        stage.pass(TICK);
        assertThat(results(stage)).containsExactly("for 60 CANCELLED", "for 50 REFUSED");
        stage.pass(TICK);
        stage.end(Ends.answered(before, 10, 5, stage.now()));
        assertThat(stage.onlyAttempt().getRequestId()).isEqualTo(Samples.requestId(3));
    }

    /** Two calls at the same time would be paid twice. */
    @Test
    void getWhatTheCallOfAFirstBringsThatExpired() {
        Stage stage = stages.with();
        stage.publish(mine(5));
        Attempt first = stage.onlyAttempt();
        stage.publish(mine(60));
        stage.pass(Duration.ofSeconds(5));
        stage.pass(Duration.ofSeconds(2));
        assertThat(results(stage)).containsExactly("for 5 EXPIRED");
        stage.publish(mine(50));
        assertThat(stage.attempts()).as("its call may be running").isEmpty();
        stage.end(Ends.answered(first, 10, 5, stage.now()));
        stage.pass(TICK);
        assertThat(results(stage))
                .containsExactly("for 60 ANSWERED replayed", "for 50 ANSWERED replayed");
        assertThat(stage.attempts()).isEmpty();
    }

    @Test
    void areCalledWhenTheCallOfACancelledFirstBringsNothing() {
        Stage stage = stages.with();
        stage.publish(mine(60));
        Attempt first = stage.onlyAttempt();
        stage.publish(mine(50));
        stage.cancel(Samples.requestId(0), "demo");
        assertThat(results(stage)).containsExactly("for 60 CANCELLED");
        stage.attempts();
        stage.pass(TICK);
        assertThat(stage.attempts()).isEmpty();
        stage.end(Ends.notCalled(first, NotCalledReason.WITHDRAWN, stage.now()));
        stage.pass(TICK);
        assertThat(stage.onlyAttempt().getRequestId()).isEqualTo(Samples.requestId(1));
    }

    @Test
    void ofWhatMustNotBeCalledTwiceGetTheUnknownOutcome() {
        Stage stage = stages.with();
        stage.publish(mine(5).setRepeatable(false));
        Attempt first = stage.onlyAttempt();
        stage.publish(mine(60).setRepeatable(false));
        stage.pass(Duration.ofSeconds(5));
        stage.pass(Duration.ofSeconds(2));
        stage.end(Ends.failed(first, ErrorClass.TIMEOUT, Billing.BOUND, stage.now()));
        stage.pass(TICK);
        assertThat(results(stage))
                .containsExactly("for 5 EXPIRED", "for 60 OUTCOME_UNKNOWN replayed");
        stage.attempts();
        stage.publish(mine(50).setRepeatable(false));
        assertThat(results(stage)).containsExactly("for 50 OUTCOME_UNKNOWN replayed");
    }

    @Test
    void areAtMostAHundred() {
        Stage stage = stages.with();
        stage.publish(mine(60));
        Attempt first = stage.onlyAttempt();
        for (int i = 0; i < AnswerRecord.JOINERS_MAX; i++) {
            stage.publish(mine(50));
        }
        assertThat(stage.results.isEmpty()).isTrue();
        stage.publish(mine(50));
        InferenceResult refused = stage.onlyResult();
        assertThat(type(refused)).isEqualTo("idempotency_joiners_full");
        assertThat(refused.getStatusCode()).isEqualTo(409);
        assertThat(refused.getError().orElseThrow().getMessage()).contains("100 requests");
        stage.end(Ends.answered(first, 10, 5, stage.now()));
        stage.onlyResult();
        stage.pass(TICK);
        assertThat(stage.results.readValuesToList())
                .hasSize(AnswerRecord.JOINERS_MAX)
                .allMatch(InferenceResult::getReplayed);
    }

    @Test
    void keepOneBodyForAllOfThem() {
        Stage stage = stages.with();
        stage.publish(mine(60));
        stage.publish(mine(50));
        stage.publish(mine(40));
        assertThat(stage.remains()).isEqualTo("bbirrrsttt");
    }
}
