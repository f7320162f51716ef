package dev.sluice.worker.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Body;
import dev.sluice.schemas.record.BodyReference;
import dev.sluice.schemas.record.Tenant;
import dev.sluice.testing.Samples;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiRequestTest {

    private static final URI BASE = URI.create("https://host/v1");

    private final Attempt attempt = Samples.attempt(Samples.requestId(7));

    @Test
    void theRequestIsAsOpenAisClientsSendIt() {
        ProviderRequest request = ready(attempt);

        assertThat(request.uri()).isEqualTo(URI.create("https://host/v1/chat/completions"));
        assertThat(request.headers())
                .containsEntry("Authorization", "Bearer sk-1")
                .containsEntry("Content-Type", "application/json")
                .containsEntry("Idempotency-Key", attempt.getRequestId())
                .doesNotContainKey("traceparent");
        assertThat(request.body()).isEqualTo(attempt.getBody().getContent());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "https://host/v1,            https://host/v1/chat/completions",
        "https://host/v1/,           https://host/v1/chat/completions",
        "https://host/openai/v1,     https://host/openai/v1/chat/completions",
        "http://127.0.0.1:4010/v1,   http://127.0.0.1:4010/v1/chat/completions"
    })
    void thePathIsAppendedToTheBaseUrl(URI base, URI expected) {
        OpenAiRequest.Prepared prepared = OpenAiRequest.of(attempt, base, "sk-1");

        assertThat(((OpenAiRequest.Prepared.Ready) prepared).request().uri()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/v1",
                "/v2/chat",
                "/v1/../admin",
                "/v1@evil.example/x",
                "/v1/chat?key=1",
                "/v1//x",
                "/v1/%2e%2e/x",
                "https://evil.example/v1/x",
                "/v1/chat completions"
            })
    void aUrlThatIsNoPlainPathBelowV1IsNotCalled(String url) {
        Attempt odd = Attempt.newBuilder(attempt).setUrl(url).build();

        assertThat(OpenAiRequest.of(odd, BASE, "sk-1"))
                .isInstanceOf(OpenAiRequest.Prepared.Unusable.class);
    }

    @Test
    void aBodyThatIsAReferenceIsNotCalled() {
        Attempt odd =
                Attempt.newBuilder(attempt).setBody(new Body(new BodyReference(0, 1L))).build();

        assertThat(OpenAiRequest.of(odd, BASE, "sk-1"))
                .isInstanceOf(OpenAiRequest.Prepared.Unusable.class);
    }

    @Test
    void attemptsOfOneRequestHaveOneIdempotencyKeyAndTeamsNeverShareOne() {
        Attempt first = Attempt.newBuilder(attempt).setIdempotencyKey("run-1/step 1\n").build();
        Attempt second = Attempt.newBuilder(first).setAttempt(2).build();
        Attempt other =
                Attempt.newBuilder(first).setTenant(new Tenant("acme", "other", "demo")).build();

        assertThat(key(first)).isEqualTo(key(second)).matches("[0-9a-f]{64}");
        assertThat(key(other)).isNotEqualTo(key(first));
    }

    @Test
    void aTraceIsPassedOnUnlessItWouldBreakTheHeader() {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

        assertThat(ready(Attempt.newBuilder(attempt).setTraceparent(trace).build()).headers())
                .containsEntry("traceparent", trace);
        assertThat(ready(Attempt.newBuilder(attempt).setTraceparent("a\r\nX: y").build()).headers())
                .doesNotContainKey("traceparent");
    }

    @Test
    void theSecretDoesNotShow() {
        assertThat(ready(attempt).toString()).doesNotContain("sk-1");
    }

    private static String key(Attempt attempt) {
        return OpenAiRequest.idempotencyKey(attempt);
    }

    private static ProviderRequest ready(Attempt attempt) {
        return ((OpenAiRequest.Prepared.Ready) OpenAiRequest.of(attempt, BASE, "sk-1")).request();
    }
}
