package dev.sluice.worker.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.schemas.record.Attempt;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** What requests to every family of providers have in common. */
final class RequestForm {

    /** The path of an OpenAI chat completion. */
    static final String CHAT = "/v1/chat/completions";

    private RequestForm() {}

    /**
     * The body, which comes inline.
     *
     * @throws Untranslatable where it does not
     */
    static ByteBuffer bytes(Attempt attempt) throws Untranslatable {
        if (attempt.getBody().getContent() instanceof ByteBuffer body) {
            return body;
        }
        throw new Untranslatable("body", "is a reference, and references are not read");
    }

    static JsonNode json(Attempt attempt) throws Untranslatable {
        return JsonBody.parse(bytes(attempt))
                .filter(JsonNode::isObject)
                .orElseThrow(() -> new Untranslatable("body", "must be a JSON object"));
    }

    /** A base URL may end with a slash or not. */
    static URI below(URI baseUrl, String path) {
        String base = baseUrl.toString();
        String trimmed = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        return URI.create(trimmed + path);
    }

    /** To which the provider's own way to send a secret is added. */
    static Map<String, String> headers(Attempt attempt) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("Accept", "application/json");
        headers.put("Idempotency-Key", OpenAiRequest.idempotencyKey(attempt));
        OpenAiRequest.traceparent(attempt).ifPresent(trace -> headers.put("traceparent", trace));
        return headers;
    }
}
