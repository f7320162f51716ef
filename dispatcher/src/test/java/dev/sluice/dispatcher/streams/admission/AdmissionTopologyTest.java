package dev.sluice.dispatcher.streams.admission;

import static dev.sluice.dispatcher.streams.admission.Stages.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.ActiveConfig;
import dev.sluice.config.Limit;
import dev.sluice.config.Window;
import dev.sluice.schemas.record.AdmittedEvent;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Body;
import dev.sluice.schemas.record.DeadLetter;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.schemas.topic.Topic;
import dev.sluice.testing.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AdmissionTopologyTest {

    private static final Window DAY = new Window(1, Window.Unit.DAYS);
    private static final Duration TICK = Duration.ofMillis(20);

    @RegisterExtension final Stages stages = new Stages();

    @Test
    void anAnswerEndsARequestAndLeavesNothingBehind() {
        Stage stage = stages.with(new Limit.Concurrent(5), new Limit.Usd(1_000_000_000_000L, DAY));
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
        Stage stage = stages.with();
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
    void aRequestOnAnothersPartitionGoesToItsOwnerWithItsId() {
        ActiveConfig config = Samples.active(Samples.config());
        int partitions = 5; // acme stands on another one than 0
        Stage stage = stages.with(config, partitions);
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

    @Test
    void bytesThatNobodyCanReadGoToTheDeadLettersAndThePartitionGoesOn() {
        Stage stage = stages.with();
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
    void aRecordAsLargeAsItsTopicAllowsIsRefusedOrBuriedWithoutItsBytes() {
        Stage stage = stages.with(Samples.active(Samples.config()), 5);
        byte[] large = new byte[Topic.RECORD_BYTES_MAX - 1_000];
        stage.rawRequests.pipeInput("k", large.clone());
        DeadLetter letter = stage.deadLetters.readValue();
        assertThat(letter.getValue()).isEmpty();
        assertThat(letter.getRequestId()).contains(Samples.requestId(0));

        stage.publish(request().setBody(new Body(ByteBuffer.wrap(large))));
        InferenceResult result = stage.onlyResult();
        assertThat(result.getStatusCode()).isEqualTo(413);
        assertThat(result.getTenant()).isEqualTo(Samples.TENANT);
        assertThat(stage.rerouted.isEmpty()).isTrue();
    }

    @Test
    void aKeyWithoutLimitsThatWasNeverSeenIsRefusedByName() {
        Stage stage = stages.with();
        stage.publish(request().setVirtualKey("nobody"));
        var result = stage.results.readKeyValue();
        assertThat(result.key).isNull();
        assertThat(result.value.getStatusCode()).isEqualTo(401);
        assertThat(result.value.getTenant().getVirtualKey()).isEqualTo("nobody");
        stage.pass(TICK);
    }

    @Test
    void aJsonLineWithoutAKeyOfItsOwnIsARequestLikeAnyOther() {
        Stage stage = stages.with();
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
        Stage stage = stages.with();
        stage.pretendDone(1);
        stage.publish(request());
        stage.publish(request());
        assertThat(stage.attempts()).isEmpty();
        assertThat(stage.results.isEmpty()).isTrue();
        stage.publish(request());
        assertThat(stage.onlyAttempt().getRequestId()).isEqualTo(Samples.requestId(2));
    }

    @Test
    void theTopologyIsTheOneThatStateAndOffsetsBelongTo() throws IOException {
        String described =
                stages.with().topology(Samples.active(Samples.config()), 1).describe().toString();
        try (InputStream golden = getClass().getResourceAsStream("/admission-topology.txt")) {
            assertThat(golden).isNotNull();
            assertThat(described)
                    .isEqualToIgnoringNewLines(
                            new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
