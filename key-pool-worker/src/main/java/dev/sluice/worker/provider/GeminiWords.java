package dev.sluice.worker.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Parts of Gemini's {@code contents}. Of one request: it remembers the functions that were called.
 */
final class GeminiWords implements MessageWords {

    /** OpenAI's answers of tools name the call, Gemini's the function. */
    private final Map<String, String> functionByCall = new HashMap<>();

    @Override
    public String assistant() {
        return "model";
    }

    @Override
    public String blocks() {
        return "parts";
    }

    @Override
    public ObjectNode text(String text) {
        return part().put("text", text);
    }

    /** Gemini fetches no URLs but its own: what it shall see is sent along. */
    @Override
    public ObjectNode image(String url, String where) throws Untranslatable {
        Optional<InlineUrl> data = InlineUrl.parse(url);
        if (data.isEmpty()) {
            throw new Untranslatable(where, "must be a data: URL with base64 in it");
        }
        ObjectNode part = part();
        part.putObject("inlineData")
                .put("mimeType", data.get().mediaType())
                .put("data", data.get().base64());
        return part;
    }

    @Override
    public ObjectNode document(String url, String where) throws Untranslatable {
        return image(url, where);
    }

    @Override
    public ObjectNode toolCall(JsonNode call, JsonNode arguments) {
        String name = call.path("function").path("name").asText();
        functionByCall.put(call.path("id").asText(), name);
        ObjectNode part = part();
        part.putObject("functionCall").put("name", name).set("args", arguments);
        GeminiSignature.of(call).ifPresent(signature -> GeminiSignature.put(signature, part));
        return part;
    }

    @Override
    public ObjectNode toolAnswer(String callId, String text, String where) throws Untranslatable {
        String function = functionByCall.get(callId);
        if (function == null) {
            throw new Untranslatable(
                    where + ".tool_call_id", "no message before it has a tool call of this id");
        }
        ObjectNode part = part();
        part.putObject("functionResponse")
                .put("name", function)
                .putObject("response")
                .put("result", text);
        return part;
    }

    private static ObjectNode part() {
        return JsonNodeFactory.instance.objectNode();
    }
}
