package dev.sluice.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.client.wire.OutgoingRequest;
import dev.sluice.schemas.record.Fallback;
import dev.sluice.schemas.record.OnLimit;
import dev.sluice.schemas.record.OnUnreachable;
import dev.sluice.schemas.record.Priority;
import dev.sluice.testing.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {

    @Test
    void aChatIsALineWithOneMessage() throws IOException {
        JsonNode line = line(Request.chat("gpt-4o-mini", "say \"hi\"\n").customId("one"));

        assertThat(line.get("custom_id").textValue()).isEqualTo("one");
        assertThat(line.get("url").textValue()).isEqualTo("/v1/chat/completions");
        assertThat(line.at("/body/model").textValue()).isEqualTo("gpt-4o-mini");
        assertThat(line.at("/body/messages/0/role").textValue()).isEqualTo("user");
        assertThat(line.at("/body/messages/0/content").textValue()).isEqualTo("say \"hi\"\n");
    }

    @Test
    void aBodyStaysAsItIs() {
        String body = "{\"model\":\"m\",\"temperature\":0.10,\"unknown\":[1e3]}";

        assertThat(text(Request.json(body).url("/v1/completions")))
                .isEqualTo(
                        "{\"method\":\"POST\",\"url\":\"/v1/completions\",\"body\":" + body + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "[1]", "hello", "{\"model\":", "\"{}"})
    void whatIsPlainlyNoObjectIsRefused(String body) {
        assertThatThrownBy(() -> Request.json(body))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("JSON object");
    }

    @Test
    void everythingElseIsAHeader() {
        Request request =
                Request.chat("m", "hello")
                        .workflow("w-1")
                        .step("3")
                        .idempotencyKey("once")
                        .priority(Priority.BATCH)
                        .onLimit(OnLimit.REJECT)
                        .notRepeatable()
                        .traceparent("00-a-b-01")
                        .tags(Map.of("env", "prod", "cost-centre", "17"))
                        .deadline(Duration.ofMinutes(2));

        assertThat(headers(request))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "sluice-key", "demo",
                                "sluice-tags", "cost-centre=17,env=prod",
                                "sluice-workflow", "w-1",
                                "sluice-step", "3",
                                "idempotency-key", "once",
                                "sluice-priority", "batch",
                                "sluice-on-limit", "reject",
                                "sluice-repeatable", "false",
                                "traceparent", "00-a-b-01",
                                "sluice-deadline", "PT2M"));
    }

    @Test
    void oneThatSaysNothingHasTheKeyOnly() {
        assertThat(headers(Request.chat("m", "hello")))
                .containsExactlyEntriesOf(Map.of("sluice-key", "demo"));
    }

    @Test
    void settingSomethingLeavesTheFirstAsItWas() {
        Request first = Request.chat("m", "hello").step("1");

        Request second = first.step("2");

        assertThat(headers(first)).containsEntry("sluice-step", "1");
        assertThat(headers(second)).containsEntry("sluice-step", "2");
    }

    @Test
    void aDeadlineIsAnInstantOrCountsFromWhenItIsTaken() {
        Instant noon = Samples.NOON;
        Request request = Request.chat("m", "hello");

        assertThat(request.deadline(noon.plusSeconds(9)).deadlineFrom(noon))
                .isEqualTo(noon.plusSeconds(9));
        assertThat(request.deadline(Duration.ofSeconds(5)).deadlineFrom(noon))
                .isEqualTo(noon.plusSeconds(5));
        assertThat(headers(request.deadline(noon)))
                .containsEntry("sluice-deadline", "2026-01-01T12:00:00Z");
    }

    @Test
    void nobodyWaitsForLessThanNothingOrForEver() {
        Instant noon = Samples.NOON;
        Request request = Request.chat("m", "hello");

        assertThat(request.deadline(Instant.EPOCH).deadlineFrom(noon)).isEqualTo(noon);
        for (Request endless :
                List.of(
                        request.deadline(Instant.MAX),
                        request.deadline(Duration.ofSeconds(Long.MAX_VALUE)))) {
            assertThat(endless.deadlineFrom(noon)).isEqualTo(noon.plus(Duration.ofDays(7)));
        }
    }

    @Test
    void anAskWithoutADeadlineGetsOne() {
        Request request = Request.chat("m", "hello");

        assertThat(headers(request.orDeadline(Duration.ofMinutes(10))))
                .containsEntry("sluice-deadline", "PT10M");
        assertThat(headers(request.deadline(Samples.NOON).orDeadline(Duration.ofMinutes(10))))
                .containsEntry("sluice-deadline", "2026-01-01T12:00:00Z");
    }

    @Test
    void aPromptIsInNoLog() {
        assertThat(Request.chat("m", "my secret").customId("one"))
                .asString()
                .contains("one")
                .doesNotContain("my secret");
    }

    private static Map<String, String> headers(Request request) {
        return outgoing(request).headers();
    }

    private static JsonNode line(Request request) throws IOException {
        return new JsonMapper().readTree(text(request));
    }

    private static String text(Request request) {
        return StandardCharsets.UTF_8.decode(outgoing(request).value()).toString();
    }

    private static OutgoingRequest outgoing(Request request) {
        return request.outgoing("demo", Optional.of("acme"));
    }

    @Test
    void whatIsAllowedAndAskedForBeyondTheModelsAnswerIsAHeaderToo() {
        Request request =
                Request.chat("m", "hello")
                        .fallback(Fallback.ALLOWED)
                        .onUnreachable(OnUnreachable.REFUSE)
                        .workflow("w-1")
                        .pinModel()
                        .notRepeatable();

        assertThat(request.outgoing("demo", Optional.empty()).headers())
                .containsEntry("sluice-fallback", "allowed")
                .containsEntry("sluice-on-unreachable", "refuse")
                .containsEntry("sluice-pin", "model")
                .containsEntry("sluice-repeatable", "false");
    }

    @Test
    void howOldAnAnswerToAnEqualRequestMayBe() {
        Request request = Request.chat("m", "hello");
        assertThat(outgoing(request).headers()).doesNotContainKey("sluice-cache");
        assertThat(outgoing(request.cache(Duration.ofMinutes(10))).headers())
                .containsEntry("sluice-cache", "PT10M");
        assertThat(outgoing(request.cacheAny(Duration.ofHours(1))).headers())
                .containsEntry("sluice-cache", "PT1H any");
        assertThat(outgoing(request.cacheAny(Duration.ZERO)).headers())
                .containsEntry("sluice-cache", "none");
    }
}
