package dev.sluice.worker.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** {@code tools} and {@code tool_choice} of a chat completion in Anthropic's words. */
final class AnthropicTools {

    private AnthropicTools() {}

    static void put(JsonNode chat, ObjectNode into) throws Untranslatable {
        List<JsonNode> functions = ChatTools.functions(chat);
        if (functions.isEmpty()) {
            return;
        }
        ArrayNode translated = into.putArray("tools");
        functions.forEach(function -> translated.add(tool(function)));
        choice(chat).ifPresent(choice -> into.set("tool_choice", choice));
    }

    private static ObjectNode tool(JsonNode function) {
        ObjectNode tool = JsonNodeFactory.instance.objectNode();
        ChatTools.describe(function, tool);
        if (function.hasNonNull("parameters")) {
            tool.set("input_schema", function.get("parameters"));
        } else {
            tool.putObject("input_schema").put("type", "object");
        }
        return tool;
    }

    private static Optional<ObjectNode> choice(JsonNode chat) throws Untranslatable {
        boolean oneByOne =
                chat.path("parallel_tool_calls").isBoolean()
                        && !chat.path("parallel_tool_calls").booleanValue();
        ObjectNode choice = JsonNodeFactory.instance.objectNode();
        switch (ChatTools.choice(chat)) {
            case ChatTools.Choice.Unsaid() -> {
                if (!oneByOne) {
                    return Optional.empty();
                }
                choice.put("type", "auto");
            }
            case ChatTools.Choice.OneFunction(String name) ->
                    choice.put("type", "tool").put("name", name);
            case ChatTools.Choice.Word(ChatTools.Will will) -> choice.put("type", word(will));
        }
        if (oneByOne && !choice.path("type").asText().equals("none")) {
            choice.put("disable_parallel_tool_use", true);
        }
        return Optional.of(choice);
    }

    private static String word(ChatTools.Will will) {
        return switch (will) {
            case AUTO -> "auto";
            case NONE -> "none";
            case REQUIRED -> "any";
        };
    }
}
