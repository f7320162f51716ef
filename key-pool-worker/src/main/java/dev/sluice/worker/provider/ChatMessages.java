package dev.sluice.worker.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * {@code messages} of a chat completion as others than OpenAI have them: system texts apart,
 * answers of tools inside a user's turn, all blocks of one turn together. Filled once.
 */
final class ChatMessages {

    private static final String USER = "user";

    private final MessageWords words;
    private final ArrayNode system = JsonNodeFactory.instance.arrayNode();
    private final ArrayNode turns = JsonNodeFactory.instance.arrayNode();

    private ChatMessages(MessageWords words) {
        this.words = words;
    }

    static ChatMessages of(JsonNode messages, MessageWords words) throws Untranslatable {
        ChatMessages translated = new ChatMessages(words);
        for (int i = 0; i < messages.size(); i++) {
            translated.add(messages.get(i), "messages[" + i + "]");
        }
        return translated;
    }

    /** Blocks; empty where there are none. */
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
            case "system", "developer" -> system.add(words.text(ChatFields.text(content, in)));
            case "user" -> addUser(content, in);
            case "assistant" -> addAssistant(message, where);
            case "tool" ->
                    turn(USER)
                            .add(
                                    words.toolAnswer(
                                            message.path("tool_call_id").asText(),
                                            ChatFields.text(content, in),
                                            where));
            default ->
                    throw new Untranslatable(
                            where + ".role", "must be system, developer, user, assistant or tool");
        }
    }

    private void addUser(JsonNode content, String where) throws Untranslatable {
        if (content.isTextual()) {
            turn(USER).add(words.text(content.textValue()));
            return;
        }
        for (int i = 0; i < content.size(); i++) {
            turn(USER).add(part(content.get(i), where + "[" + i + "]"));
        }
    }

    private void addAssistant(JsonNode message, String where) throws Untranslatable {
        String text = ChatFields.text(message.path("content"), where + ".content");
        // An empty text is refused; a turn of tool calls alone has none.
        if (!text.isEmpty()) {
            turn(words.assistant()).add(words.text(text));
        }
        JsonNode calls = message.path("tool_calls");
        for (int i = 0; i < calls.size(); i++) {
            JsonNode call = calls.get(i);
            JsonNode arguments = ToolArguments.of(call, where + ".tool_calls[" + i + "]");
            turn(words.assistant()).add(words.toolCall(call, arguments));
        }
    }

    /** Blocks of the last turn where it is of this role, else of a new one. */
    private ArrayNode turn(String role) {
        JsonNode last = turns.path(turns.size() - 1);
        if (last.path(words.blocks()) instanceof ArrayNode blocks
                && last.path("role").asText().equals(role)) {
            return blocks;
        }
        return turns.addObject().put("role", role).putArray(words.blocks());
    }

    private ObjectNode part(JsonNode part, String where) throws Untranslatable {
        return switch (part.path("type").asText()) {
            case "text" -> words.text(part.path("text").asText());
            case "image_url" -> words.image(part.path("image_url").path("url").asText(), where);
            case "file" -> {
                String file = part.path("file").path("file_data").asText();
                if (file.isEmpty()) {
                    throw new Untranslatable(where, "a file is sent as file.file_data");
                }
                yield words.document(file, where);
            }
            default -> throw new Untranslatable(where, "only text, image_url and file can be sent");
        };
    }
}
