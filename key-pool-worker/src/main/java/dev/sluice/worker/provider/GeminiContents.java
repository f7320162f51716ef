package dev.sluice.worker.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@code messages} of a chat completion as Gemini's {@code contents}: system texts apart, roles
 * {@code user} and {@code model}, answers of tools by the function's name. Filled once.
 */
final class GeminiContents {

    private final ArrayNode system = JsonNodeFactory.instance.arrayNode();
    private final ArrayNode contents = JsonNodeFactory.instance.arrayNode();

    /** OpenAI's answers of tools name the call, Gemini's the function. */
    private final Map<String, String> functionByCall = new HashMap<>();

    private GeminiContents() {}

    static GeminiContents of(JsonNode messages) throws Untranslatable {
        GeminiContents translated = new GeminiContents();
        for (int i = 0; i < messages.size(); i++) {
            translated.add(messages.get(i), "messages[" + i + "]");
        }
        return translated;
    }

    /** Parts; empty where there are none. */
    ArrayNode system() {
        return system;
    }

    ArrayNode contents() {
        return contents;
    }

    private void add(JsonNode message, String where) throws Untranslatable {
        JsonNode content = message.path("content");
        String in = where + ".content";
        switch (message.path("role").asText()) {
            case "system", "developer" ->
                    system.addObject().put("text", ChatFields.text(content, in));
            case "user" -> addUser(content, in);
            case "assistant" -> addAssistant(message, where);
            case "tool" -> addToolAnswer(message, where);
            default ->
                    throw new Untranslatable(
                            where + ".role", "must be system, developer, user, assistant or tool");
        }
    }

    private void addUser(JsonNode content, String where) throws Untranslatable {
        if (content.isTextual()) {
            parts("user").addObject().put("text", content.textValue());
            return;
        }
        for (int i = 0; i < content.size(); i++) {
            parts("user").add(part(content.get(i), where + "[" + i + "]"));
        }
    }

    private void addAssistant(JsonNode message, String where) throws Untranslatable {
        String text = ChatFields.text(message.path("content"), where + ".content");
        if (!text.isEmpty()) {
            parts("model").addObject().put("text", text);
        }
        JsonNode calls = message.path("tool_calls");
        for (int i = 0; i < calls.size(); i++) {
            JsonNode call = calls.get(i);
            String name = call.path("function").path("name").asText();
            functionByCall.put(call.path("id").asText(), name);
            ObjectNode part = parts("model").addObject();
            part.putObject("functionCall")
                    .put("name", name)
                    .set("args", ToolArguments.of(call, where + ".tool_calls[" + i + "]"));
            GeminiSignature.of(call).ifPresent(signature -> GeminiSignature.put(signature, part));
        }
    }

    private void addToolAnswer(JsonNode message, String where) throws Untranslatable {
        String call = message.path("tool_call_id").asText();
        String function = functionByCall.get(call);
        if (function == null) {
            throw new Untranslatable(
                    where + ".tool_call_id", "no message before it has a tool call of this id");
        }
        parts("user")
                .addObject()
                .putObject("functionResponse")
                .put("name", function)
                .putObject("response")
                .put("result", ChatFields.text(message.path("content"), where + ".content"));
    }

    /** Parts of the last content where it is of this role, else of a new one. */
    private ArrayNode parts(String role) {
        JsonNode last = contents.path(contents.size() - 1);
        if (last.path("parts") instanceof ArrayNode parts
                && last.path("role").asText().equals(role)) {
            return parts;
        }
        return contents.addObject().put("role", role).putArray("parts");
    }

    private static ObjectNode part(JsonNode part, String where) throws Untranslatable {
        return switch (part.path("type").asText()) {
            case "text" ->
                    JsonNodeFactory.instance.objectNode().put("text", part.path("text").asText());
            case "image_url" -> blob(part.path("image_url").path("url").asText(), where);
            case "file" -> blob(part.path("file").path("file_data").asText(), where);
            default -> throw new Untranslatable(where, "only text, image_url and file can be sent");
        };
    }

    /** Gemini fetches no URLs but its own: what it shall see is sent along. */
    private static ObjectNode blob(String url, String where) throws Untranslatable {
        Optional<InlineUrl> data = InlineUrl.parse(url);
        if (data.isEmpty()) {
            throw new Untranslatable(where, "must be a data: URL with base64 in it");
        }
        ObjectNode part = JsonNodeFactory.instance.objectNode();
        part.putObject("inlineData")
                .put("mimeType", data.get().mediaType())
                .put("data", data.get().base64());
        return part;
    }
}
