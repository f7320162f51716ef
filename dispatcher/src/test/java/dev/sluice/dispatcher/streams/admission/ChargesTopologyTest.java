package dev.sluice.dispatcher.streams.admission;

import static dev.sluice.dispatcher.streams.admission.Stages.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.Limit;
import dev.sluice.config.Window;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.NotCalledReason;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.schemas.registry.RegistryUnavailableException;
import dev.sluice.testing.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ends that are odd: what they cost, and that none of them is lost. */
class ChargesTopologyTest {

    private static final Window DAY = new Window(1, Window.Unit.DAYS);

    @RegisterExtension final Stages stages = new Stages();

    @Test
    void anUnknownEndThatTurnsOutNeverCalledCostsNothingAndOpensNothing() {
        Stage stage = stages.with(new Limit.Usd(1_000_000_000_000L, DAY));
        stage.publish(request());
        Attempt first = stage.onlyAttempt();
        stage.end(Ends.unknown(first, stage.now()));
        Attempt second = stage.onlyAttempt();
        stage.end(Ends.notCalled(first, NotCalledReason.SHUTDOWN, stage.now()));
        assertThat(stage.attempts()).isEmpty();
        stage.end(Ends.answered(second, 10, 5, stage.now()));
        assertThat(stage.onlyResult().getCostPicos()).isEqualTo(Samples.price().cost(10, 5));
        assertThat(stage.remains()).isEmpty();
    }

    @Test
    void anAnswerWithACountThatCannotBeIsChargedAtItsBoundAndIsAnAnswer() {
        Stage stage = stages.with(new Limit.Usd(1_000_000_000_000L, DAY));
        stage.publish(request());
        Attempt attempt = stage.onlyAttempt();
        stage.end(Ends.answered(attempt, Long.MAX_VALUE, 5, stage.now()));
        InferenceResult result = stage.onlyResult();
        assertThat(result.getStatus()).isEqualTo(ResultStatus.ANSWERED);
        assertThat(result.getCostPicos()).isEqualTo(attempt.getReservation().getPicos());
        assertThat(stage.remains()).isEmpty();
    }

    @Test
    void whatAProviderSaysAboutOurKeyIsNotTold() {
        Stage stage = stages.with();
        stage.publish(request());
        AttemptEnd refused = Ends.refused(stage.onlyAttempt(), ErrorClass.AUTH, 401, stage.now());
        stage.end(
                AttemptEnd.newBuilder(refused)
                        .setMessage("Incorrect API key provided: sk-ab***yz")
                        .setWork(null)
                        .build());
        assertThat(stage.onlyResult().getError().orElseThrow().getMessage())
                .isEqualTo("the last attempt failed: auth");
    }

    @Test
    void aRegistryThatIsAwayStopsTheTaskAndBuriesNothing() {
        Stage stage = stages.with();
        stage.registry.goAway();
        assertThatThrownBy(() -> stage.publish(request()))
                .hasRootCauseInstanceOf(RegistryUnavailableException.class);
        assertThat(stage.deadLetters.isEmpty()).isTrue();
    }
}
