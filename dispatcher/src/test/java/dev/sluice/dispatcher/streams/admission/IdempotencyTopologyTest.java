package dev.sluice.dispatcher.streams.admission;

import static dev.sluice.dispatcher.streams.admission.Stages.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Limit;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Body;
import dev.sluice.schemas.record.InferenceRequest;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.ResultError;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.testing.Samples;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A key from its first request to its freeing, at every point at which a second one may come. */
class IdempotencyTopologyTest {

    @RegisterExtension final Stages stages = new Stages();

    private static InferenceRequest.Builder mine() {
        return request().setIdempotencyKey("k");
    }

    private static InferenceRequest.Builder other() {
        return mine().setBody(new Body(Samples.chatBody("something else")));
    }

    private static String refusal(Stage stage) {
        InferenceResult result = stage.onlyResult();
        assertThat(result.getStatus()).isEqualTo(ResultStatus.REFUSED);
        assertThat(result.getStatusCode()).isEqualTo(409);
        return result.getError().map(ResultError::getType).orElse("");
    }

    @Test
    void whileTheFirstIsInFlightAnotherBodyIsAConflict() {
        Stage stage = stages.with();
        stage.publish(mine());
        stage.onlyAttempt();
        stage.publish(other());
        assertThat(refusal(stage)).isEqualTo("idempotency_conflict");
        assertThat(stage.decided()).containsExactly("ADMITTED:1", "REFUSED:0");
        assertThat(stage.remains()).as("the first one, its key, its deadline").isEqualTo("irt");
    }

    @Test
    void aParkedRequestHasItsKeyToo() {
        Stage stage = stages.with(new Limit.Concurrent(1));
        stage.publish(request());
        Attempt before = stage.onlyAttempt();
        stage.publish(mine());
        stage.publish(other());
        assertThat(refusal(stage)).isEqualTo("idempotency_conflict");
        stage.end(Ends.answered(before, 10, 5, stage.now()));
        stage.onlyResult();
        stage.end(Ends.answered(stage.onlyAttempt(), 10, 5, stage.now()));
        stage.onlyResult();
        stage.publish(mine());
        assertThat(stage.onlyResult().getReplayed()).isTrue();
    }

    @Test
    void aKeyIsFreedByExpiryAndALateAnswerDoesNotTakeItBack() {
        Stage stage = stages.with();
        stage.publish(mine().setDeadline(Samples.NOON.plusSeconds(5)));
        Attempt first = stage.onlyAttempt();
        stage.pass(Duration.ofSeconds(5));
        stage.pass(Duration.ofSeconds(2));
        assertThat(stage.onlyResult().getStatus()).isEqualTo(ResultStatus.EXPIRED);
        stage.admitted.readValuesToList();
        stage.publish(other());
        Attempt second = stage.onlyAttempt();
        stage.end(Ends.answered(first, 10, 5, stage.now()));
        assertThat(stage.results.isEmpty()).isTrue();
        stage.end(Ends.answered(second, 10, 5, stage.now()));
        assertThat(stage.onlyResult().getRequestId()).isEqualTo(second.getRequestId());
        stage.publish(other());
        assertThat(stage.onlyResult().getReplayed()).isTrue();
    }

    @Test
    void aRequestThatExpiresInItsQueueFreesItsKey() {
        Stage stage = stages.with(new Limit.Concurrent(1));
        stage.publish(request());
        stage.publish(mine().setDeadline(Samples.NOON.plusSeconds(5)));
        stage.pass(Duration.ofSeconds(5));
        stage.onlyResult();
        stage.publish(mine());
        assertThat(stage.results.isEmpty()).as("it is parked, not refused").isTrue();
    }

    @Test
    void anUnknownOutcomeOfWhatMayBeRepeatedFreesTheKey() {
        Stage stage = stages.with();
        stage.publish(mine());
        for (int i = 0; i < 4; i++) {
            stage.end(Ends.unknown(stage.onlyAttempt(), stage.now()));
        }
        assertThat(stage.onlyResult().getStatus()).isEqualTo(ResultStatus.OUTCOME_UNKNOWN);
        stage.publish(mine());
        assertThat(stage.attempts()).hasSize(1);
    }

    @Test
    void aLateAnswerIsKeptUnderTheKeyThatWaitedForIt() {
        Stage stage = stages.with();
        stage.publish(mine());
        Attempt first = stage.onlyAttempt();
        stage.end(Ends.unknown(first, stage.now()));
        stage.end(Ends.answered(first, 10, 5, stage.now()));
        stage.onlyResult();
        stage.publish(mine());
        InferenceResult repeat = stage.onlyResult();
        assertThat(repeat.getReplayed()).isTrue();
        assertThat(repeat.getStatus()).isEqualTo(ResultStatus.ANSWERED);
        assertThat(stage.decided()).endsWith("REPEATED:0");
    }

    @Test
    void aRepeatUsesNothingOfALimit() {
        Stage stage = stages.with(new Limit.Concurrent(1));
        stage.publish(mine());
        stage.end(Ends.answered(stage.onlyAttempt(), 10, 5, stage.now()));
        stage.onlyResult();
        stage.publish(request());
        assertThat(stage.attempts()).as("the one room is taken").hasSize(1);
        stage.publish(mine());
        assertThat(stage.onlyResult().getReplayed()).isTrue();
    }
}
