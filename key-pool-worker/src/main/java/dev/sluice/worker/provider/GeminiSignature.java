package dev.sluice.worker.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * Gemini's {@code thoughtSignature} of a function call, which it wants back with the call's answer.
 * Agents get and return it where Google's own OpenAI-compatible endpoint has it: {@code
 * extra_content.google.thought_signature} of the tool call.
 */
final class GeminiSignature {

    private static final String FIELD = "thoughtSignature";

    private GeminiSignature() {}

    /** Of a tool call that an agent sends back. */
    static Optional<String> of(JsonNode call) {
        String text = call.path("extra_content").path("google").path("thought_signature").asText();
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    static void put(String signature, ObjectNode part) {
        part.put(FIELD, signature);
    }

    /** From a part of an answer into the tool call that is made of it. */
    static void copy(JsonNode part, ObjectNode call) {
        if (part.hasNonNull(FIELD)) {
            call.putObject("extra_content")
                    .putObject("google")
                    .put("thought_signature", part.path(FIELD).asText());
        }
    }
}
