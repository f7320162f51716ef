package dev.sluice.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.id.RequestId;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.ResultError;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.schemas.record.Served;
import dev.sluice.schemas.record.TokenUsage;
import dev.sluice.testing.Results;
import dev.sluice.testing.Samples;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ResultTest {

    private static final String ID = Samples.requestId(7);

    @Test
    void anAnswerHasEverythingThatTheRecordHas() {
        InferenceResult found =
                InferenceResult.newBuilder(Results.answered(ID, "{\"id\":\"ü\"}"))
                        .setCustomId("one")
                        .setUsage(new TokenUsage(7L, 28L, 0L, 0L))
                        .setQueueMillis(12)
                        .setProviderMillis(345)
                        .setWorkflow("w-1")
                        .setStep("3")
                        .setReplayed(true)
                        .build();

        Result result = Result.of(found);

        assertThat(result.requestId()).isEqualTo(new RequestId(Samples.TOPIC_ID, 0, 7));
        assertThat(result.customId()).contains("one");
        assertThat(result.answered()).isTrue();
        assertThat(result.statusCode()).isEqualTo(200);
        assertThat(result.body()).contains("{\"id\":\"ü\"}");
        assertThat(result.attempts()).isEqualTo(2);
        assertThat(result.served().flatMap(Served::getProviderKey)).contains("key-a");
        assertThat(result.usage().map(TokenUsage::getOutputTokens)).contains(28L);
        assertThat(result.cost()).isEqualByComparingTo("0.000021");
        assertThat(result.queued()).isEqualTo(Duration.ofMillis(12));
        assertThat(result.provider()).isEqualTo(Duration.ofMillis(345));
        assertThat(result.workflow()).contains("w-1");
        assertThat(result.step()).contains("3");
        assertThat(result.replayed()).isTrue();
        assertThat(result.degraded()).isFalse();
        assertThat(result.degradation()).isEmpty();
        assertThat(result.cached()).isFalse();
        assertThat(result.cachedAnswer()).isEmpty();
        assertThat(result.tenant().getCustomer()).isEqualTo("acme");
        assertThat(result.finishedAt()).isEqualTo(result.acceptedAt());
    }

    @Test
    void aRefusalSaysWhy() {
        Result result =
                Result.of(
                        Results.refused(
                                ResultStatus.REFUSED, 429, Results.error("budget_exceeded")));

        assertThat(result.answered()).isFalse();
        assertThat(result.status()).isEqualTo(ResultStatus.REFUSED);
        assertThat(result.error().map(ResultError::getType)).contains("budget_exceeded");
        assertThat(result.body()).isEmpty();
        assertThat(result).asString().contains("REFUSED 429", "budget_exceeded");
    }

    @Test
    void aCopyOfTheBodyMayBeChanged() {
        Result result = Result.of(Results.answered(ID, "{}"));

        result.bytes().orElseThrow()[0] = 'x';

        assertThat(result.body()).contains("{}");
    }

    @Test
    void theAnswerIsInNoLog() {
        assertThat(Result.of(Results.answered(ID, "{\"content\":\"secret\"}")))
                .asString()
                .contains(ID)
                .doesNotContain("secret");
    }

    @Test
    void anIdThatIsNoneIsSaid() {
        assertThatThrownBy(() -> Result.of(Results.answered("x", "{}")))
                .hasMessageContaining("not a request id: x");
    }
}
