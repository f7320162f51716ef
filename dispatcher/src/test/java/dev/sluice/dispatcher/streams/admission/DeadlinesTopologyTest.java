package dev.sluice.dispatcher.streams.admission;

import static dev.sluice.dispatcher.streams.admission.Stages.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Limit;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.NotCalledReason;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.schemas.record.Withdrawal;
import dev.sluice.testing.Samples;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeadlinesTopologyTest {

    @RegisterExtension final Stages stages = new Stages();

    @Test
    void theDeadlineIsAnsweredByAdmissionAndTheHoldEndsWithTheAttempt() {
        Stage stage = stages.with(new Limit.Concurrent(1));
        stage.publish(request().setDeadline(Samples.NOON.plusSeconds(5)));
        Attempt attempt = stage.onlyAttempt();
        stage.pass(Duration.ofSeconds(5));
        assertThat(stage.admitted.readValue().getEvent()).isInstanceOf(Withdrawal.class);
        assertThat(stage.results.isEmpty()).isTrue();
        stage.pass(Duration.ofSeconds(2));
        assertThat(stage.onlyResult().getStatus()).isEqualTo(ResultStatus.EXPIRED);
        stage.publish(request());
        assertThat(stage.attempts()).isEmpty();
        stage.end(Ends.answered(attempt, 10, 5, stage.now()));
        assertThat(stage.attempts()).hasSize(1);
        assertThat(stage.results.isEmpty()).isTrue();
        assertThat(stage.decided())
                .containsExactly("ADMITTED:1", "EXPIRED:1", "PARKED:0", "SETTLED:1", "ADMITTED:1");
    }

    @Test
    void anAnswerJustAfterTheDeadlineStillCounts() {
        Stage stage = stages.with();
        stage.publish(request().setDeadline(Samples.NOON.plusSeconds(5)));
        Attempt attempt = stage.onlyAttempt();
        stage.pass(Duration.ofSeconds(6));
        stage.end(Ends.answered(attempt, 10, 5, stage.now()));
        assertThat(stage.onlyResult().getStatus()).isEqualTo(ResultStatus.ANSWERED);
        stage.pass(Duration.ofSeconds(6));
        assertThat(stage.results.isEmpty()).isTrue();
        assertThat(stage.remains()).isEmpty();
    }

    @Test
    void aParkedRequestExpiresAtItsDeadline() {
        Stage stage = stages.with(new Limit.Concurrent(1));
        stage.publish(request());
        stage.publish(request().setDeadline(Samples.NOON.plusSeconds(5)));
        stage.pass(Duration.ofSeconds(5));
        assertThat(stage.onlyResult().getStatus()).isEqualTo(ResultStatus.EXPIRED);
        assertThat(stage.remains()).isEqualTo("rt");
    }

    @Test
    void anEndThatIsNoAnswerAfterTheDeadlineEndsTheRequestAtOnce() {
        Stage stage = stages.with();
        stage.publish(request().setDeadline(Samples.NOON.plusSeconds(5)));
        Attempt attempt = stage.onlyAttempt();
        stage.pass(Duration.ofSeconds(5));
        stage.end(Ends.notCalled(attempt, NotCalledReason.WITHDRAWN, stage.now()));
        assertThat(stage.onlyResult().getStatus()).isEqualTo(ResultStatus.EXPIRED);
        stage.pass(Duration.ofSeconds(5));
        assertThat(stage.results.isEmpty()).isTrue();
        assertThat(stage.remains()).isEmpty();
    }

    @Test
    void aDelayNeverPassesTheDeadline() {
        Stage stage = stages.with(new Limit.Concurrent(1));
        stage.publish(request().setDeadline(Samples.NOON.plusMillis(2)));
        Attempt attempt = stage.onlyAttempt();
        stage.end(Ends.refused(attempt, ErrorClass.SERVER_ERROR, 500, stage.now()));
        stage.pass(Duration.ofMillis(20));
        assertThat(stage.results.readValuesToList())
                .extracting(InferenceResult::getStatus)
                .containsAnyOf(ResultStatus.EXPIRED);
    }

    @Test
    void manyDeadlinesAtOnceAreAllAnswered() {
        Stage stage = stages.with(new Limit.Concurrent(1));
        for (int i = 0; i < 60; i++) {
            stage.publish(request().setDeadline(Samples.NOON.plusSeconds(1 + i % 5)));
        }
        stage.pass(Duration.ofSeconds(10));
        stage.pass(Duration.ofSeconds(10));
        assertThat(stage.results.readValuesToList()).hasSize(60);
        assertThat(stage.remains()).isEqualTo("r");
    }
}
