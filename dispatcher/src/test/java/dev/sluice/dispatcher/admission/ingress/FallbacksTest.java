package dev.sluice.dispatcher.admission.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.RouteConfig;
import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Body;
import dev.sluice.schemas.record.Fallback;
import dev.sluice.schemas.record.OnLimit;
import dev.sluice.schemas.record.OnUnreachable;
import dev.sluice.schemas.record.Tenant;
import dev.sluice.testing.Samples;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FallbacksTest {

    private static final String CHAT = "/v1/chat/completions";

    private final Fallbacks fallbacks = new Fallbacks(RouteConfig.free());

    private static RequestFacts facts(String key, Fallback fallback) {
        return new RequestFacts(
                Samples.requestId(1),
                new Tenant("acme", "research", key),
                "gpt-4o-mini",
                Samples.NOON,
                Samples.NOON.plusSeconds(60),
                RequestFacts.Calls.REPEATABLE,
                OnLimit.PARK,
                Optional.empty(),
                RequestFacts.Echo.NONE,
                new RequestFacts.Wishes(
                        fallback, OnUnreachable.WAIT, RequestFacts.Wishes.Pinning.NONE));
    }

    @ParameterizedTest(name = "{0} at {1}: {2}")
    @CsvSource({
        "demo, /v1/chat/completions, claude tiny",
        "narrow, /v1/chat/completions, tiny",
        "alone, /v1/chat/completions, ''",
        "gone-from-the-configuration, /v1/chat/completions, ''",
        "demo, /v1/completions, tiny",
        "demo, /v1/embeddings, tiny",
        "demo, /v1/messages, claude",
        "demo, /v1/nothing, ''",
    })
    void whatTheRouteTheKeyAndTheUrlAllow(String key, String url, String models) {
        assertThat(String.join(" ", fallbacks.of(facts(key, Fallback.ALLOWED), url)))
                .isEqualTo(models);
        assertThat(fallbacks.of(facts(key, Fallback.NONE), url)).isEmpty();
    }

    private static Attempt work(String body) {
        return Attempt.newBuilder(Samples.attempt(Samples.requestId(1)))
                .setBody(new Body(ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8))))
                .setExcludedLanes(List.of("sim/key-a"))
                .setRetry(true)
                .build();
    }

    private Attempt draft(String body, String model) {
        return fallbacks
                .draft(work(body), facts("demo", Fallback.ALLOWED), model, List.of())
                .orElseThrow();
    }

    @ParameterizedTest(name = "{0} for {1}: {2}, bound {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"max_tokens\":100|claude|\"max_tokens\":100|100",
                "\"max_tokens\":100|tiny|\"max_tokens\":50|50",
                "\"max_completion_tokens\":100,\"n\":3|tiny|\"max_completion_tokens\":50,\"n\":3|150",
                "\"max_tokens\":7,\"max_completion_tokens\":900|tiny|\"max_tokens\":7,\"max_completion_tokens\":50|50",
            })
    void aCapIsBroughtDownToWhatTheModelGivesAndTheReservationIsItsBound(
            String caps, String model, String capsThere, int bound) {
        Attempt draft = draft("{\"model\":\"gpt-4o-mini\"," + caps + ",\"top_p\":0.10}", model);
        ByteBuffer body = (ByteBuffer) draft.getBody().getContent();
        assertThat(StandardCharsets.UTF_8.decode(body.duplicate()).toString())
                .isEqualTo(
                        "{\"model\":\""
                                + (model.equals("tiny") ? "tiny-1" : "claude-x")
                                + "\","
                                + capsThere
                                + ",\"top_p\":0.10}");
        assertThat(draft.getMaxOutputTokens()).isEqualTo(bound);
        assertThat(draft.getReservation().getPriceId()).startsWith(model);
        assertThat(draft.getExcludedLanes()).isEmpty();
        assertThat(draft.getRetry()).isFalse();
    }

    @Test
    void anotherModelLeftBehindItMeansThatItNeedNotWaitInVain() {
        RequestFacts facts = facts("demo", Fallback.ALLOWED);
        Attempt work = work("{\"model\":\"gpt-4o-mini\",\"max_tokens\":9}");
        assertThat(fallbacks.draft(work, facts, "claude", List.of("tiny")).orElseThrow())
                .matches(Attempt::getRefuseUnreachable);
        assertThat(fallbacks.draft(work, facts, "tiny", List.of()).orElseThrow())
                .matches(draft -> !draft.getRefuseUnreachable());
    }

    @Test
    void theAskedModelItselfIsNoDetour() {
        Attempt draft = draft("{\"model\":\"claude-x\",\"max_tokens\":9}", "gpt-4o-mini");
        assertThat(draft.getAskedModel()).isEmpty();
        assertThat(draft.getProvider()).isEqualTo("sim");
    }

    @Test
    void aModelThatIsNotThereAnyMoreIsNone() {
        assertThat(
                        fallbacks.draft(
                                work("{\"model\":\"m\"}"),
                                facts("demo", Fallback.ALLOWED),
                                "gone",
                                List.of()))
                .isEmpty();
        assertThat(fallbacks.of(facts("demo", Fallback.ALLOWED), CHAT)).doesNotContain("gone");
    }
}
