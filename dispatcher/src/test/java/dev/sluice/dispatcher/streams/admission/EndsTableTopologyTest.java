package dev.sluice.dispatcher.streams.admission;

import static dev.sluice.dispatcher.streams.admission.Stages.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Limit;
import dev.sluice.config.Window;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.NotCalledReason;
import dev.sluice.schemas.record.ResultError;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.testing.Samples;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way in which an attempt can end: what the request gets, what comes next, what it costs. */
class EndsTableTopologyTest {

    private static final Window DAY = new Window(1, Window.Unit.DAYS);
    private static final int TEAPOT = 418;

    @RegisterExtension final Stages stages = new Stages();

    private static AttemptEnd end(Attempt attempt, String kind, String why, Billing billing) {
        var now = Samples.NOON;
        return switch (kind) {
            case "ANSWERED" -> {
                AttemptEnd full = Ends.answered(attempt, 10, 5, now);
                yield billing == Billing.ACTUAL
                        ? full
                        : AttemptEnd.newBuilder(full).setBilling(billing).setUsage(null).build();
            }
            case "REFUSED" -> Ends.refused(attempt, ErrorClass.valueOf(why), TEAPOT, now);
            case "FAILED" -> Ends.failed(attempt, ErrorClass.valueOf(why), billing, now);
            case "NOT_CALLED" -> Ends.notCalled(attempt, NotCalledReason.valueOf(why), now);
            default -> Ends.unknown(attempt, now);
        };
    }

    private static long charge(Attempt attempt, Billing billing) {
        return switch (billing) {
            case NONE -> 0;
            case ACTUAL -> Samples.price().cost(10, 5);
            case BOUND -> attempt.getReservation().getPicos();
        };
    }

    private static String words(InferenceResult result) {
        return result.getStatus()
                + " "
                + result.getStatusCode()
                + result.getError().map(ResultError::getType).map(type -> " " + type).orElse("");
    }

    private Stage stageWithOneRoom() {
        return stages.with(new Limit.Concurrent(1), new Limit.Usd(1_000_000_000_000L, DAY));
    }

    @ParameterizedTest(name = "{0} {1}, billing {2}: {3}")
    @CsvSource({
        "ANSWERED, , ACTUAL, ANSWERED 200",
        "ANSWERED, , BOUND, ANSWERED 200",
        "REFUSED, INVALID_REQUEST, NONE, FAILED 418 invalid_request",
        "REFUSED, CONTEXT_WINDOW, NONE, FAILED 418 context_length_exceeded",
        "REFUSED, CONTENT_POLICY, NONE, FAILED 418 content_policy",
        "FAILED, RESPONSE_TOO_LARGE, BOUND, FAILED 502 response_too_large",
        "NOT_CALLED, EXPIRED, NONE, EXPIRED 504 deadline_exceeded",
        "NOT_CALLED, WITHDRAWN, NONE, EXPIRED 504 deadline_exceeded",
    })
    void anEndThatIsTheResult(String kind, String why, Billing billing, String expected) {
        Stage stage = stageWithOneRoom();
        stage.publish(request());
        Attempt attempt = stage.onlyAttempt();
        stage.end(end(attempt, kind, why, billing));
        InferenceResult result = stage.onlyResult();
        assertThat(words(result)).isEqualTo(expected);
        assertThat(result.getCostPicos()).isEqualTo(charge(attempt, billing));
        nothingIsLeft(stage);
    }

    /** One that must not be repeated is not sent again where the provider may have it. */
    @ParameterizedTest(name = "{0} {1}, billing {2}")
    @CsvSource({"FAILED, NETWORK, BOUND", "FAILED, TIMEOUT, BOUND", "FAILED, UNKNOWN, BOUND"})
    void anEndThatIsTheResultOfWhatMustNotBeRepeated(String kind, String why, Billing billing) {
        Stage stage = stageWithOneRoom();
        stage.publish(request().setRepeatable(false));
        Attempt attempt = stage.onlyAttempt();
        stage.end(end(attempt, kind, why, billing));
        InferenceResult result = stage.onlyResult();
        assertThat(result.getStatus()).isEqualTo(ResultStatus.OUTCOME_UNKNOWN);
        assertThat(result.getCostPicos()).isEqualTo(charge(attempt, billing));
        nothingIsLeft(stage);
    }

    @ParameterizedTest(name = "{0} {1}, billing {2}, repeatable {3}: {4} on {5} lane")
    @CsvSource({
        "REFUSED, RATE_LIMIT, NONE, true, at once, another",
        "REFUSED, RATE_LIMIT, NONE, false, at once, another",
        "REFUSED, AUTH, NONE, true, at once, another",
        "REFUSED, BILLING, NONE, true, at once, another",
        "REFUSED, MODEL_ACCESS, NONE, true, at once, another",
        "REFUSED, MODEL_GONE, NONE, true, at once, another",
        "REFUSED, REGION_BLOCKED, NONE, true, at once, another",
        "REFUSED, SERVER_ERROR, NONE, true, later, another",
        "REFUSED, OVERLOADED, NONE, false, later, another",
        "FAILED, SERVER_ERROR, NONE, true, later, another",
        "FAILED, NETWORK, NONE, false, later, another",
        "FAILED, NETWORK, BOUND, true, later, another",
        "FAILED, TIMEOUT, BOUND, true, later, another",
        "FAILED, UNKNOWN, BOUND, true, later, another",
        "NOT_CALLED, COOLING, NONE, true, at once, the same",
        "NOT_CALLED, LANE_GONE, NONE, false, at once, the same",
        "NOT_CALLED, SHUTDOWN, NONE, true, at once, the same",
    })
    void anEndThatIsFollowedByAnotherAttempt(
            String kind,
            String why,
            Billing billing,
            boolean repeatable,
            String when,
            String lane) {
        Stage stage = stageWithOneRoom();
        stage.publish(request().setRepeatable(repeatable).setCustomId("mine"));
        Attempt first = stage.onlyAttempt();
        stage.end(end(first, kind, why, billing));
        assertThat(stage.results.isEmpty()).isTrue();
        Attempt second = next(stage, when);
        assertThat(second.getAttempt()).isEqualTo(2);
        assertThat(second.getExcludedLanes())
                .isEqualTo(lane.equals("another") ? List.of("sim/key-a") : List.of());
        assertThat(second.getBody()).isEqualTo(first.getBody());
        assertThat(second.getCustomId()).contains("mine");
        stage.end(Ends.answered(second, 10, 5, stage.now()));
        InferenceResult result = stage.onlyResult();
        assertThat(words(result)).isEqualTo("ANSWERED 200");
        assertThat(result.getAttempts()).isEqualTo(2);
        assertThat(result.getCostPicos())
                .isEqualTo(charge(first, billing) + Samples.price().cost(10, 5));
        nothingIsLeft(stage);
    }

    private static Attempt next(Stage stage, String when) {
        if (when.equals("later")) {
            assertThat(stage.attempts()).isEmpty();
            stage.pass(Duration.ofMillis(250));
        }
        return stage.onlyAttempt();
    }

    /** The hold has ended: the one room is free, and the store is as before. */
    private static void nothingIsLeft(Stage stage) {
        assertThat(stage.remains()).isEmpty();
        stage.publish(request());
        assertThat(stage.attempts()).hasSize(1);
        stage.pass(Duration.ofSeconds(10));
        assertThat(stage.results.isEmpty()).isTrue();
        assertThat(stage.attempts()).isEmpty();
    }
}
