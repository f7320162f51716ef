package dev.sluice.worker.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * {@code messages} of a chat completion as Anthropic's Messages API has them: system texts apart,
 * answers of tools inside a user's turn, all blocks of one turn together. Filled once.
 */
final class AnthropicMessages {

    private final ArrayNode system = JsonNodeFactory.instance.arrayNode();
    private final ArrayNode turns = JsonNodeFactory.instance.arrayNode();

    private AnthropicMessages() {}

    static AnthropicMessages of(JsonNode messages) throws Untranslatable {
        AnthropicMessages translated = new AnthropicMessages();
        for (int i = 0; i < messages.size(); i++) {
            translated.add(messages.get(i), "messages[" + i + "]");
        }
        return translated;
    }

    /** Empty where there is none. */
    ArrayNode system() {
        return system;
    }

    ArrayNode turns() {
        return turns;
    }

    private void add(JsonNode message, String where) throws Untranslatable {
        JsonNode content = message.path("content");
        String in = where + ".content";
        switch (message.path("role").asText()) {
            case "system", "developer" -> system.add(textBlock(ChatFields.text(content, in)));
            case "user" -> addUser(content, in);
            case "assistant" -> addAssistant(message, where);
            case "tool" ->
                    turn("user")
                            .addObject()
                            .put("type", "tool_result")
                            .put("tool_use_id", message.path("tool_call_id").asText())
                            .put("content", ChatFields.text(content, in));
            default ->
                    throw new Untranslatable(
                            where + ".role", "must be system, developer, user, assistant or tool");
        }
    }

    private void addUser(JsonNode content, String where) throws Untranslatable {
        if (content.isTextual()) {
            turn("user").add(textBlock(content.textValue()));
            return;
        }
        for (int i = 0; i < content.size(); i++) {
            turn("user").add(part(content.get(i), where + "[" + i + "]"));
        }
    }

    private void addAssistant(JsonNode message, String where) throws Untranslatable {
        String text = ChatFields.text(message.path("content"), where + ".content");
        // An empty text block is refused; a turn of tool calls alone has none.
        if (!text.isEmpty()) {
            turn("assistant").add(textBlock(text));
        }
        JsonNode calls = message.path("tool_calls");
        for (int i = 0; i < calls.size(); i++) {
            JsonNode call = calls.get(i);
            ObjectNode block = turn("assistant").addObject();
            block.put("type", "tool_use")
                    .put("id", call.path("id").asText())
                    .put("name", call.path("function").path("name").asText());
            block.set("input", ToolArguments.of(call, where + ".tool_calls[" + i + "]"));
        }
    }

    /** Blocks of the last turn where it is of this role, else of a new one. */
    private ArrayNode turn(String role) {
        JsonNode last = turns.path(turns.size() - 1);
        if (last.path("content") instanceof ArrayNode blocks
                && last.path("role").asText().equals(role)) {
            return blocks;
        }
        return turns.addObject().put("role", role).putArray("content");
    }

    private static ObjectNode part(JsonNode part, String where) throws Untranslatable {
        return switch (part.path("type").asText()) {
            case "text" -> textBlock(part.path("text").asText());
            case "image_url" -> source("image", part.path("image_url").path("url").asText());
            case "file" -> {
                String file = part.path("file").path("file_data").asText();
                if (file.isEmpty()) {
                    throw new Untranslatable(where, "a file is sent as file.file_data");
                }
                yield source("document", file);
            }
            default -> throw new Untranslatable(where, "only text, image_url and file can be sent");
        };
    }

    private static ObjectNode source(String type, String url) {
        ObjectNode block = JsonNodeFactory.instance.objectNode().put("type", type);
        ObjectNode source = block.putObject("source");
        Optional<InlineUrl> data = InlineUrl.parse(url);
        if (data.isPresent()) {
            source.put("type", "base64")
                    .put("media_type", data.get().mediaType())
                    .put("data", data.get().base64());
        } else {
            source.put("type", "url").put("url", url);
        }
        return block;
    }

    private static ObjectNode textBlock(String text) {
        return JsonNodeFactory.instance.objectNode().put("type", "text").put("text", text);
    }
}
