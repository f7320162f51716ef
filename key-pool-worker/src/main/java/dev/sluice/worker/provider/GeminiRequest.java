package dev.sluice.worker.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/**
 * A chat completion's body as Gemini's {@code generateContent} takes it. Fields: Gemini's API
 * reference, "models.generateContent" and "GenerationConfig".
 */
final class GeminiRequest {

    /** The same under another name. */
    private static final Map<String, String> SAMPLING =
            Map.of(
                    "temperature", "temperature",
                    "top_p", "topP",
                    "n", "candidateCount",
                    "seed", "seed",
                    "presence_penalty", "presencePenalty",
                    "frequency_penalty", "frequencyPenalty");

    private static final Set<String> TRANSLATED =
            Set.of(
                    "model",
                    "messages",
                    "max_tokens",
                    "max_completion_tokens",
                    "temperature",
                    "top_p",
                    "n",
                    "seed",
                    "presence_penalty",
                    "frequency_penalty",
                    "stop",
                    "response_format",
                    "tools",
                    "tool_choice");

    private GeminiRequest() {}

    static ByteBuffer of(JsonNode chat) throws Untranslatable {
        ChatFields.check(chat, TRANSLATED);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ChatMessages messages = ChatMessages.of(chat.path("messages"), new GeminiWords());
        if (!messages.system().isEmpty()) {
            body.putObject("systemInstruction").set("parts", messages.system());
        }
        body.set("contents", messages.turns());
        generation(chat, body.putObject("generationConfig"));
        GeminiTools.put(chat, body);
        return ByteBuffer.wrap(body.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void generation(JsonNode chat, ObjectNode config) throws Untranslatable {
        ChatFields.outputTokensMax(chat).ifPresent(most -> config.put("maxOutputTokens", most));
        ChatFields.copy(chat, SAMPLING, config);
        ChatFields.stops(chat, "stopSequences", config);
        JsonNode format = chat.path("response_format");
        switch (format.path("type").asText("text")) {
            case "text" -> {
                // what it does by itself
            }
            case "json_object" -> config.put("responseMimeType", "application/json");
            case "json_schema" ->
                    config.put("responseMimeType", "application/json")
                            .set("responseJsonSchema", format.path("json_schema").path("schema"));
            default ->
                    throw new Untranslatable(
                            "response_format.type", "must be text, json_object or json_schema");
        }
    }
}
