package dev.sluice.dispatcher.streams.admission;

import static dev.sluice.dispatcher.streams.admission.Stages.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.AnswerPolicy;
import dev.sluice.config.RequestPolicy;
import dev.sluice.config.SluiceConfig;
import dev.sluice.dispatcher.admission.AdmissionView.KeptAnswer;
import dev.sluice.dispatcher.admission.request.AnswerKey;
import dev.sluice.dispatcher.admission.request.AnswerKey.Bond;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.Body;
import dev.sluice.schemas.record.CacheFor;
import dev.sluice.schemas.record.CacheWish;
import dev.sluice.schemas.record.InferenceRequest;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.testing.Samples;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers that are more than may be stored. */
class AnswerBytesTest {

    private static final int SEVEN_MIB = 7 * 1024 * 1024;

    @RegisterExtension final Stages stages = new Stages();

    /** With room for two answers of 7 MiB of each kind. */
    private Stage stage() {
        SluiceConfig sample = Samples.config();
        RequestPolicy usual = sample.requests();
        RequestPolicy policy =
                new RequestPolicy(
                        usual.defaultDeadline(),
                        usual.deadlineMax(),
                        usual.bodyBytesMax(),
                        usual.parkedMax(),
                        usual.attemptsMax(),
                        usual.rotationsMax(),
                        usual.waitingMax(),
                        usual.passedOverMax(),
                        new AnswerPolicy(AnswerPolicy.BYTES_MIN, AnswerPolicy.BYTES_MIN));
        return stages.with(
                Samples.active(
                        new SluiceConfig(
                                sample.kafkaDoor(),
                                sample.providers(),
                                sample.models(),
                                sample.customers(),
                                sample.prices(),
                                sample.auditRootKey(),
                                policy,
                                sample.worker(),
                                sample.registryUrl())),
                1);
    }

    private static void answered(Stage stage, InferenceRequest.Builder request) {
        stage.publish(request);
        AttemptEnd end =
                AttemptEnd.newBuilder(Ends.answered(stage.onlyAttempt(), 10, 5, stage.now()))
                        .setResponse(ByteBuffer.allocate(SEVEN_MIB))
                        .build();
        stage.end(end);
        stage.onlyResult();
        stage.pass(Duration.ofMillis(20));
    }

    private static InferenceRequest.Builder keyed(String key) {
        return request().setIdempotencyKey(key);
    }

    private static InferenceRequest.Builder cached(String text) {
        return request()
                .setBody(new Body(Samples.chatBody(text)))
                .setCache(new CacheWish(3_600_000L, CacheFor.ANY));
    }

    @Test
    void theOldestGoesAndARepeatOfItIsToldRatherThanCalled() {
        Stage stage = stage();
        answered(stage, keyed("a"));
        answered(stage, keyed("b"));
        answered(stage, keyed("c"));
        stage.publish(keyed("a"));
        InferenceResult gone = stage.onlyResult();
        assertThat(gone.getStatus()).isEqualTo(ResultStatus.REFUSED);
        assertThat(gone.getStatusCode()).isEqualTo(409);
        assertThat(gone.getError().orElseThrow().getType()).isEqualTo("idempotency_answer_gone");
        assertThat(gone.getError().orElseThrow().getMessage()).contains(Samples.requestId(0));
        assertThat(stage.attempts()).isEmpty();
        for (String key : new String[] {"b", "c"}) {
            stage.publish(keyed(key));
            assertThat(stage.onlyResult().getReplayed()).isTrue();
        }
        stage.pass(Duration.ofDays(7));
        assertThat(stage.remains()).isEmpty();
    }

    @Test
    void theOldestCachedOneGoesAndAnEqualRequestIsCalled() {
        Stage stage = stage();
        answered(stage, cached("a"));
        answered(stage, cached("b"));
        answered(stage, cached("c"));
        stage.publish(cached("b"));
        assertThat(stage.onlyResult().getCached()).isTrue();
        stage.publish(cached("a"));
        assertThat(stage.attempts()).hasSize(1);
    }

    @Test
    void oneKindDoesNotPushTheOtherOut() {
        Stage stage = stage();
        answered(stage, keyed("a"));
        answered(stage, cached("b"));
        answered(stage, cached("c"));
        answered(stage, cached("d"));
        stage.publish(keyed("a"));
        assertThat(stage.onlyResult().getReplayed()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Bond.class)
    void agesAndBytesOutliveTheirTaskAndAClockThatGoesBack(Bond bond) {
        TreeStore store = new TreeStore();
        AgeIndex ages = new AgeIndex(store);
        AnswerKey first = new AnswerKey(bond, "acme", "t", "1");
        AnswerKey second = new AnswerKey(bond, "acme", "t", "2");
        ages.put(second, Samples.NOON, 20);
        assertThat(ages.oldest(bond)).contains(new KeptAnswer(second, Samples.NOON));
        ages.put(first, Samples.NOON.minusSeconds(1), 10);
        assertThat(ages.oldest(bond)).contains(new KeptAnswer(first, Samples.NOON.minusSeconds(1)));
        AgeIndex next = new AgeIndex(store);
        assertThat(next.bytes(bond)).isEqualTo(30);
        next.remove(first, Samples.NOON.minusSeconds(1));
        next.remove(first, Samples.NOON); // it is not there
        assertThat(next.oldest(bond)).contains(new KeptAnswer(second, Samples.NOON));
        next.remove(second, Samples.NOON);
        assertThat(next.oldest(bond)).isEmpty();
        assertThat(next.bytes(bond)).isZero();
        assertThat(store.approximateNumEntries()).isZero();
    }
}
