package dev.sluice.worker.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/**
 * A chat completion's body as Anthropic's Messages API (version 2023-06-01) takes it. Fields:
 * Anthropic's API reference, "Create a Message".
 */
final class AnthropicRequest {

    private static final Set<String> TRANSLATED =
            Set.of(
                    "model",
                    "messages",
                    "max_tokens",
                    "max_completion_tokens",
                    "temperature",
                    "top_p",
                    "stop",
                    "tools",
                    "tool_choice",
                    "parallel_tool_calls");

    private static final Map<String, String> SAMPLING =
            Map.of("temperature", "temperature", "top_p", "top_p");

    private AnthropicRequest() {}

    static ByteBuffer of(JsonNode chat) throws Untranslatable {
        ChatFields.check(chat, TRANSLATED);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("model", chat.path("model").asText());
        body.put(
                "max_tokens",
                ChatFields.outputTokensMax(chat)
                        .orElseThrow(() -> new Untranslatable("max_tokens", "is required")));
        ChatMessages messages = ChatMessages.of(chat.path("messages"), new AnthropicWords());
        if (!messages.system().isEmpty()) {
            body.set("system", messages.system());
        }
        body.set("messages", messages.turns());
        sampling(chat, body);
        AnthropicTools.put(chat, body);
        return ByteBuffer.wrap(body.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void sampling(JsonNode chat, ObjectNode body) throws Untranslatable {
        if (chat.path("temperature").asDouble() > 1) {
            throw new Untranslatable("temperature", "is at most 1 at this model's provider");
        }
        ChatFields.copy(chat, SAMPLING, body);
        ChatFields.stops(chat, "stop_sequences", body);
    }
}
