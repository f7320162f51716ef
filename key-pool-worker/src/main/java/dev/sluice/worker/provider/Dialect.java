package dev.sluice.worker.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.schemas.record.TokenUsage;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a family of providers puts what is asked of every answer, and in whose words it goes on.
 */
interface Dialect {

    /** The words that an agent speaks, and so gets its answer in. */
    enum Form {
        /** The provider's own: bytes go through as they are. */
        NATIVE,
        /** OpenAI's chat completions, which the provider does not speak. */
        CHAT
    }

    /** Puts an answer into a chat completion. */
    @FunctionalInterface
    interface Translation {
        ByteBuffer chat(JsonNode root);
    }

    /** Empty where the agent speaks the provider's words. */
    Optional<Translation> translation();

    /** Fields of an answer that may be large and say nothing that is asked here. */
    Set<String> bulk();

    /** What an answer with a good status says instead of answering. */
    Optional<ErrorWords> errorInside(JsonNode root);

    /** As the provider counted; empty where it did not say, or said what cannot be. */
    Optional<TokenUsage> usage(JsonNode root);

    /** The model that answered; empty text where it is not said. */
    default String model(JsonNode root) {
        return root.path("model").asText("");
    }

    /** The provider's name for this answer; empty text where it has none. */
    default String id(JsonNode root) {
        return root.path("id").asText("");
    }

    /** Headers in which the request's id may come, the best first. */
    default List<String> requestIdHeaders() {
        return List.of("x-request-id");
    }

    /** As much of an answer as is needed here; empty where it is no JSON. */
    default Optional<JsonNode> parse(ByteBuffer received) {
        return translation().isPresent()
                ? JsonBody.parse(received)
                : JsonBody.outline(received, bulk());
    }

    /** The answer as the agent gets it. */
    default ByteBuffer answer(JsonNode root, ByteBuffer received) {
        return translation().map(translation -> translation.chat(root)).orElse(received);
    }

    /** The agent's own fault as it gets it. */
    default ByteBuffer fault(ErrorWords error, ByteBuffer received) {
        return translation().isPresent() ? ChatCompletion.fault(error) : received;
    }
}
