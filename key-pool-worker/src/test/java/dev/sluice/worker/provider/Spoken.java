package dev.sluice.worker.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Body;
import dev.sluice.testing.Samples;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;

/** An adapter spoken to in JSON; single quotes stand for double ones. */
record Spoken(ProviderAdapter adapter, String url) {

    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    static final String SECRET = "sk-very-secret-1";

    private static final ObjectMapper JSON = new ObjectMapper();

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    Attempt attempt(String body) {
        ByteBuffer bytes = ByteBuffer.wrap(json(body).toString().getBytes(UTF_8));
        return Attempt.newBuilder(Samples.attempt(Samples.requestId(1)))
                .setUrl(url)
                .setProviderModel("model-1")
                .setBody(new Body(bytes))
                .build();
    }

    ProviderRequest sent(String body) {
        return switch (adapter.prepare(attempt(body), SECRET)) {
            case ProviderAdapter.Step.Send(ProviderRequest request) -> request;
            case ProviderAdapter.Step.End(CallOutcome outcome) ->
                    throw new AssertionError(outcome.message());
        };
    }

    /** The body that is sent for this one. */
    JsonNode translated(String body) {
        return json(UTF_8.decode(sent(body).body().duplicate()).toString());
    }

    /** Why nothing can be sent for this body. */
    String refused(String body) {
        return switch (adapter.prepare(attempt(body), SECRET)) {
            case ProviderAdapter.Step.Send(ProviderRequest request) ->
                    throw new AssertionError(UTF_8.decode(request.body()).toString());
            case ProviderAdapter.Step.End(CallOutcome outcome) -> outcome.message().orElseThrow();
        };
    }

    CallOutcome read(int status, Map<String, String> headers, String body) {
        ByteBuffer bytes = ByteBuffer.wrap(json(body).toString().getBytes(UTF_8));
        return adapter.read(
                attempt("{}"),
                new ProviderReply.Answered(
                        status, new AnswerHeaders(headers), new ProviderReply.Content.Whole(bytes)),
                NOW,
                SECRET);
    }

    /** What the agent gets of this answer. */
    JsonNode answered(String body) {
        return response(read(200, Map.of(), body));
    }

    static JsonNode response(CallOutcome outcome) {
        return json(UTF_8.decode(outcome.response().orElseThrow().duplicate()).toString());
    }
}
