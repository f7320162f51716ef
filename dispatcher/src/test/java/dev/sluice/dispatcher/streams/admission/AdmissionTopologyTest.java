package dev.sluice.dispatcher.streams.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.ActiveConfig;
import dev.sluice.config.Limit;
import dev.sluice.config.Window;
import dev.sluice.schemas.record.AdmittedEvent;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.Body;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.schemas.record.InferenceRequest;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.NotCalledReason;
import dev.sluice.schemas.record.OnLimit;
import dev.sluice.schemas.record.ResultError;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.schemas.record.Withdrawal;
import dev.sluice.testing.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdmissionTopologyTest {

    private static final Window MINUTE = new Window(1, Window.Unit.MINUTES);
    private static final Window DAY = new Window(1, Window.Unit.DAYS);
    private static final Duration TICK = Duration.ofMillis(20);

    @TempDir Path stateDir;
    private @Nullable Stage open;

    private Stage stage(Limit... limits) {
        open = new Stage(stateDir, Samples.active(Samples.config(limits)));
        return open;
    }

    @AfterEach
    void close() {
        if (open != null) {
            open.close();
        }
    }

    private static InferenceRequest.Builder request() {
        return InferenceRequest.newBuilder()
                .setVirtualKey("demo")
                .setBody(new Body(Samples.chatBody("hello")));
    }

    @Test
    void anAnswerEndsARequestAndLeavesNothingBehind() {
        Stage stage = stage(new Limit.Concurrent(5), new Limit.Usd(1_000_000_000_000L, DAY));
        stage.publish(request().setCustomId("mine").setWorkflow("w").setTraceparent("tp"));
        Attempt attempt = stage.onlyAttempt();
        stage.pass(Duration.ofMillis(500));
        stage.end(Ends.answered(attempt, 10, 5, stage.now()));

        InferenceResult result = stage.onlyResult();
        assertThat(result.getRequestId()).isEqualTo(Samples.requestId(0));
        assertThat(result.getStatus()).isEqualTo(ResultStatus.ANSWERED);
        assertThat(result.getCustomId()).contains("mine");
        assertThat(result.getTraceparent()).contains("tp");
        assertThat(result.getCostPicos()).isEqualTo(Samples.price().cost(10, 5));
        assertThat(result.getQueueMillis()).isEqualTo(200);
        assertThat(result.getProviderMillis()).isEqualTo(300);
        assertThat(result.getAttempts()).isEqualTo(1);
        assertThat(result.getServed().orElseThrow().getLane()).contains("sim/key-a");
        assertThat(stage.decided()).containsExactly("ADMITTED:1", "ANSWERED:1");
        assertThat(stage.remains()).isEmpty();
    }

    @Test
    void anAttemptCarriesItsReservationAndItsPool() {
        Stage stage = stage();
        stage.publish(request());
        AdmittedEvent event = stage.admitted.readKeyValue().value;
        Attempt attempt = (Attempt) event.getEvent();
        assertThat(attempt.getPool()).isEqualTo("sim");
        assertThat(attempt.getAttempt()).isEqualTo(1);
        assertThat(attempt.getMaxOutputTokens()).isEqualTo(100);
        assertThat(attempt.getInputTokens()).isBetween(8, 30);
        assertThat(attempt.getReservation().getPicos())
                .isEqualTo(Samples.price().cost(attempt.getInputTokens(), 100));
        assertThat(attempt.getDeadline()).isEqualTo(Samples.NOON.plus(Duration.ofMinutes(10)));
    }

    @Test
    void aKeyThatRefusesIsLeftOutAndTheReservationGoesOn() {
        Stage stage = stage(new Limit.Concurrent(1));
        stage.publish(request());
        Attempt first = stage.onlyAttempt();
        stage.end(Ends.refused(first, ErrorClass.RATE_LIMIT, 429, stage.now()));
        Attempt second = stage.onlyAttempt();
        assertThat(second.getAttempt()).isEqualTo(2);
        assertThat(second.getExcludedLanes()).containsExactly("sim/key-a");
        assertThat(second.getReservation()).isEqualTo(first.getReservation());
        stage.end(Ends.answered(second, 10, 5, stage.now()));
        assertThat(stage.onlyResult().getAttempts()).isEqualTo(2);
        assertThat(stage.decided()).containsExactly("ADMITTED:1", "ADMITTED:2", "ANSWERED:2");
        assertThat(stage.remains()).isEmpty();
    }

    @Test
    void anAttemptThatWasNeverSentMayUseTheSameLaneAgain() {
        Stage stage = stage();
        stage.publish(request());
        stage.end(Ends.notCalled(stage.onlyAttempt(), NotCalledReason.COOLING, stage.now()));
        assertThat(stage.onlyAttempt().getExcludedLanes()).isEmpty();
    }

    @Test
    void aServersFaultIsTriedAgainAfterADelayAndNotForEver() {
        Stage stage = stage(new Limit.Concurrent(1));
        stage.publish(request());
        for (int attempt = 1; attempt <= 3; attempt++) {
            stage.end(Ends.refused(stage.onlyAttempt(), ErrorClass.SERVER_ERROR, 500, stage.now()));
            assertThat(stage.results.isEmpty()).isTrue();
            stage.pass(Duration.ofSeconds(3));
        }
        stage.end(Ends.refused(stage.onlyAttempt(), ErrorClass.SERVER_ERROR, 500, stage.now()));
        InferenceResult result = stage.onlyResult();
        assertThat(result.getStatus()).isEqualTo(ResultStatus.FAILED);
        assertThat(result.getStatusCode()).isEqualTo(502);
        assertThat(result.getAttempts()).isEqualTo(4);
        assertThat(result.getCostPicos()).isZero();
        assertThat(stage.remains()).isEmpty();
    }

    @Test
    void theCallersFaultIsTheCallersResult() {
        Stage stage = stage();
        stage.publish(request());
        stage.end(Ends.refused(stage.onlyAttempt(), ErrorClass.CONTEXT_WINDOW, 400, stage.now()));
        InferenceResult result = stage.onlyResult();
        assertThat(result.getStatus()).isEqualTo(ResultStatus.FAILED);
        assertThat(result.getStatusCode()).isEqualTo(400);
        assertThat(result.getError().map(ResultError::getType)).contains("context_length_exceeded");
    }

    @Test
    void overAConcurrencyARequestIsParkedAndAnEndSetsItFree() {
        Stage stage = stage(new Limit.Concurrent(1));
        stage.publish(request());
        Attempt first = stage.onlyAttempt();
        stage.publish(request().setCustomId("second"));
        stage.publish(request().setCustomId("third"));
        assertThat(stage.attempts()).isEmpty();
        stage.end(Ends.answered(first, 10, 5, stage.now()));
        Attempt second = stage.onlyAttempt();
        assertThat(second.getCustomId()).contains("second");
        stage.end(Ends.answered(second, 10, 5, stage.now()));
        stage.end(Ends.answered(stage.onlyAttempt(), 10, 5, stage.now()));
        assertThat(stage.results.readValuesToList()).hasSize(3);
        assertThat(stage.decided().stream().filter(kind -> kind.startsWith("PARKED"))).hasSize(2);
        assertThat(stage.remains()).isEmpty();
    }

    @Test
    void overARateARequestWaitsUntilTheWindowAllows() {
        Stage stage = stage(new Limit.Requests(2, MINUTE, OptionalLong.empty()));
        stage.publish(request());
        stage.publish(request());
        stage.publish(request());
        assertThat(stage.attempts()).hasSize(2);
        stage.pass(Duration.ofSeconds(59));
        assertThat(stage.attempts()).isEmpty();
        stage.pass(Duration.ofSeconds(2));
        assertThat(stage.attempts()).hasSize(1);
    }

    @Test
    void aBudgetFullOfHoldsParksAndOneFullOfSpendRefuses() {
        long one = Samples.price().cost(20, 100);
        Stage stage = stage(new Limit.Usd(one + one / 2, DAY));
        stage.publish(request());
        Attempt first = stage.onlyAttempt();
        stage.publish(request());
        assertThat(stage.attempts()).isEmpty();
        assertThat(stage.results.isEmpty()).isTrue();
        stage.end(Ends.answered(first, first.getInputTokens(), 100, stage.now()));
        List<InferenceResult> results = stage.results.readValuesToList();
        assertThat(results)
                .extracting(InferenceResult::getStatus)
                .containsExactly(ResultStatus.ANSWERED, ResultStatus.REFUSED);
        ResultError error = results.getLast().getError().orElseThrow();
        assertThat(error.getType()).isEqualTo("budget_exceeded");
        assertThat(error.getLimit()).contains("acme/research/demo usd/1d");
        assertThat(error.getResetAt()).isPresent();
        assertThat(stage.remains()).isEmpty();
    }

    @Test
    void aRequestThatWouldRatherNotWaitIsRefused() {
        Stage stage = stage(new Limit.Concurrent(1));
        stage.publish(request());
        stage.publish(request().setOnLimit(OnLimit.REJECT));
        InferenceResult result = stage.onlyResult();
        assertThat(result.getStatusCode()).isEqualTo(429);
        assertThat(result.getError().orElseThrow().getType()).isEqualTo("rate_limit_exceeded");
    }

    @Test
    void aCallOfUnknownEndIsChargedAtItsBoundAndCalledAgain() {
        Stage stage = stage(new Limit.Concurrent(1));
        stage.publish(request());
        Attempt first = stage.onlyAttempt();
        stage.end(Ends.unknown(first, stage.now()));
        Attempt second = stage.onlyAttempt();
        stage.end(Ends.answered(second, 10, 5, stage.now()));
        assertThat(stage.onlyResult().getCostPicos())
                .isEqualTo(first.getReservation().getPicos() + Samples.price().cost(10, 5));
    }

    @Test
    void aRealEndAfterAnUnknownOneIsTheAnswerIfThereIsNoneYet() {
        Stage stage = stage(new Limit.Concurrent(5));
        stage.publish(request());
        Attempt first = stage.onlyAttempt();
        stage.end(Ends.unknown(first, stage.now()));
        Attempt second = stage.onlyAttempt();
        stage.end(Ends.answered(first, 10, 5, stage.now()));
        InferenceResult result = stage.onlyResult();
        assertThat(result.getStatus()).isEqualTo(ResultStatus.ANSWERED);
        assertThat(result.getCostPicos()).isEqualTo(Samples.price().cost(10, 5));
        assertThat(stage.admitted.readValue().getEvent()).isInstanceOf(Withdrawal.class);
        stage.end(Ends.notCalled(second, NotCalledReason.WITHDRAWN, stage.now()));
        assertThat(stage.results.isEmpty()).isTrue();
        assertThat(stage.remains()).isEmpty();
    }

    @Test
    void aRealEndAfterTheResultOnlyCorrectsTheCharge() {
        Stage stage = stage(new Limit.Usd(1_000_000_000_000L, DAY));
        stage.publish(request());
        Attempt first = stage.onlyAttempt();
        stage.end(Ends.unknown(first, stage.now()));
        stage.end(Ends.answered(stage.onlyAttempt(), 10, 5, stage.now()));
        assertThat(stage.results.readValuesToList()).hasSize(1);
        assertThat(stage.remains()).isEqualTo("rt");
        stage.end(Ends.answered(first, 10, 5, stage.now()));
        assertThat(stage.results.isEmpty()).isTrue();
        assertThat(stage.decided().getLast()).isEqualTo("SETTLED:1");
        assertThat(stage.remains()).isEmpty();
    }

    @Test
    void aRequestThatMustNotBeRepeatedEndsAsUnknownAndItsKeyKeepsThat() {
        Stage stage = stage();
        stage.publish(request().setRepeatable(false).setIdempotencyKey("k"));
        stage.end(Ends.failed(stage.onlyAttempt(), ErrorClass.TIMEOUT, Billing.BOUND, stage.now()));
        assertThat(stage.onlyResult().getStatus()).isEqualTo(ResultStatus.OUTCOME_UNKNOWN);
        stage.publish(request().setRepeatable(false).setIdempotencyKey("k"));
        InferenceResult repeat = stage.onlyResult();
        assertThat(repeat.getStatus()).isEqualTo(ResultStatus.OUTCOME_UNKNOWN);
        assertThat(repeat.getReplayed()).isTrue();
    }

    @Test
    void theDeadlineIsAnsweredByAdmissionAndTheHoldEndsWithTheAttempt() {
        Stage stage = stage(new Limit.Concurrent(1));
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
        Stage stage = stage();
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
        Stage stage = stage(new Limit.Concurrent(1));
        stage.publish(request());
        stage.publish(request().setDeadline(Samples.NOON.plusSeconds(5)));
        stage.pass(Duration.ofSeconds(5));
        assertThat(stage.onlyResult().getStatus()).isEqualTo(ResultStatus.EXPIRED);
        assertThat(stage.remains()).isEqualTo("rt");
    }

    @Test
    void theSameKeyGetsTheRecordedAnswerAndNoSecondCall() {
        Stage stage = stage();
        stage.publish(request().setIdempotencyKey("k"));
        Attempt attempt = stage.onlyAttempt();
        stage.publish(request().setIdempotencyKey("k"));
        assertThat(stage.onlyResult().getError().orElseThrow().getType())
                .isEqualTo("idempotency_in_progress");
        stage.end(Ends.answered(attempt, 10, 5, stage.now()));
        InferenceResult answer = stage.onlyResult();

        stage.publish(request().setIdempotencyKey("k").setCustomId("again"));
        InferenceResult repeat = stage.onlyResult();
        assertThat(repeat.getReplayed()).isTrue();
        assertThat(repeat.getBody()).isEqualTo(answer.getBody());
        assertThat(repeat.getCustomId()).contains("again");
        assertThat(repeat.getCostPicos()).isZero();
        assertThat(stage.attempts()).isEmpty();

        stage.publish(
                request().setIdempotencyKey("k").setBody(new Body(Samples.chatBody("other"))));
        assertThat(stage.onlyResult().getStatusCode()).isEqualTo(409);

        stage.pass(Duration.ofDays(7));
        assertThat(stage.remains()).isEmpty();
        stage.publish(request().setIdempotencyKey("k"));
        assertThat(stage.attempts()).hasSize(1);
    }

    @Test
    void aFailureFreesTheKeySoThatTheStepCanBeReplayed() {
        Stage stage = stage();
        InferenceRequest step = request().setWorkflow("run").setStep("1").build();
        stage.publish(step);
        stage.end(Ends.refused(stage.onlyAttempt(), ErrorClass.CONTENT_POLICY, 400, stage.now()));
        stage.publish(step);
        assertThat(stage.attempts()).hasSize(1);
    }

    @Test
    void aRequestOnAnothersPartitionGoesToItsOwnerWithItsId() {
        ActiveConfig config = Samples.active(Samples.config());
        int partitions = 5; // acme stands on another one than 0
        try (Stage stage = new Stage(stateDir, config, partitions)) {
            stage.publish(request());
            var passedOn = stage.rerouted.readKeyValue();
            assertThat(passedOn.key).isEqualTo("acme");
            assertThat(passedOn.value.getRequestId()).isEqualTo(Samples.requestId(0));
            assertThat(passedOn.value.getValue().array())
                    .isEqualTo(stage.requestWire.encode(request().build()));
            // The driver has one partition: what was passed on came back in, and is decided there.
            assertThat(stage.onlyAttempt().getRequestId()).isEqualTo(Samples.requestId(0));
            assertThat(stage.rerouted.isEmpty()).isTrue();
        }
    }

    @Test
    void bytesThatNobodyCanReadGoToTheDeadLettersAndThePartitionGoesOn() {
        Stage stage = stage();
        stage.rawRequests.pipeInput("k", new byte[] {0, 0, 0, 0, 99, 1, 2});
        stage.rawRequests.pipeInput("k", new byte[] {1, 2, 3});
        stage.rawRequests.pipeInput("k", (byte[]) null);
        stage.rawOutcomes.pipeInput("k", new byte[] {7});
        assertThat(stage.deadLetters.readValuesToList())
                .extracting(letter -> letter.getTopic() + "@" + letter.getOffset())
                .containsExactly(
                        "inference.requests@0",
                        "inference.requests@1",
                        "inference.requests@2",
                        "inference.outcomes@0");
        stage.publish(request());
        assertThat(stage.attempts()).hasSize(1);
    }

    @Test
    void aSecondEndOfAnAttemptChangesNothing() {
        Stage stage = stage(new Limit.Concurrent(1));
        stage.publish(request());
        Attempt first = stage.onlyAttempt();
        stage.end(Ends.refused(first, ErrorClass.RATE_LIMIT, 429, stage.now()));
        stage.end(Ends.answered(first, 10, 5, stage.now()));
        assertThat(stage.results.isEmpty()).isTrue();
        assertThat(stage.attempts()).hasSize(1);
    }

    @Test
    void aJsonLineWithoutAKeyOfItsOwnIsARequestLikeAnyOther() {
        Stage stage = stage();
        String line =
                """
                {"custom_id":"c","method":"POST","url":"/v1/chat/completions","body":
                 {"model":"gpt-4o-mini","messages":[{"role":"user","content":"hello"}]}}\
                """;
        stage.rawRequests.pipeInput(
                new TestRecord<>(
                        null,
                        line.getBytes(StandardCharsets.UTF_8),
                        new RecordHeaders()
                                .add("sluice-key", "demo".getBytes(StandardCharsets.UTF_8))));
        Attempt attempt = stage.onlyAttempt();
        assertThat(attempt.getMaxOutputTokens()).isEqualTo(1024);
        stage.end(Ends.answered(attempt, 10, 5, stage.now()));
        assertThat(stage.onlyResult().getCustomId()).contains("c");
    }

    @Test
    void whatWasDoneBeforeIsNotDoneAgainWhenTheGroupForgotItsOffsets() {
        Stage stage = stage();
        stage.pretendDone(1);
        stage.publish(request());
        stage.publish(request());
        assertThat(stage.attempts()).isEmpty();
        assertThat(stage.results.isEmpty()).isTrue();
        stage.publish(request());
        assertThat(stage.onlyAttempt().getRequestId()).isEqualTo(Samples.requestId(2));
    }

    @Test
    void aLimitThatIsTooSmallForTheRequestRefusesItAtOnce() {
        Stage stage = stage(new Limit.Tokens(50, MINUTE, OptionalLong.empty()));
        stage.publish(request());
        ResultError error = stage.onlyResult().getError().orElseThrow();
        assertThat(error.getType()).isEqualTo("over_limit");
        assertThat(error.getAllowed()).contains("50 tokens");
        assertThat(error.getRetryAfterMillis()).isEmpty();
    }

    @Test
    void manyParkedRequestsLeaveInOrderAsFastAsTheirLimitAllows() {
        Stage stage = stage(new Limit.Concurrent(3));
        for (int i = 0; i < 50; i++) {
            stage.publish(request().setCustomId("r" + i));
        }
        List<String> order = new ArrayList<>();
        for (List<Attempt> open = stage.attempts(); !open.isEmpty(); open = stage.attempts()) {
            for (Attempt attempt : open) {
                order.add(attempt.getCustomId().orElseThrow());
                stage.end(Ends.answered(attempt, 10, 5, stage.now()));
            }
        }
        assertThat(order).isEqualTo(IntStream.range(0, 50).mapToObj(i -> "r" + i).toList());
        assertThat(stage.remains()).isEmpty();
    }

    @Test
    void theTopologyIsTheOneThatStateAndOffsetsBelongTo() throws IOException {
        String described =
                stage().topology(Samples.active(Samples.config()), 1).describe().toString();
        try (InputStream golden = getClass().getResourceAsStream("/admission-topology.txt")) {
            assertThat(golden).isNotNull();
            assertThat(described)
                    .isEqualToIgnoringNewLines(
                            new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void aKeyWithoutLimitsThatWasNeverSeenIsRefusedByName() {
        Stage stage = stage();
        stage.publish(request().setVirtualKey("nobody"));
        var result = stage.results.readKeyValue();
        assertThat(result.key).isNull();
        assertThat(result.value.getStatusCode()).isEqualTo(401);
        assertThat(result.value.getTenant().getVirtualKey()).isEqualTo("nobody");
        stage.pass(TICK);
    }
}
