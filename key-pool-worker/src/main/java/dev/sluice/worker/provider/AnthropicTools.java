package dev.sluice.worker.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** {@code tools} and {@code tool_choice} of a chat completion in Anthropic's words. */
final class AnthropicTools {

    private AnthropicTools() {}

    static void put(JsonNode chat, ObjectNode into) throws Untranslatable {
        JsonNode tools = chat.path("tools");
        if (tools.isEmpty()) {
            return;
        }
        ArrayNode translated = into.putArray("tools");
        for (int i = 0; i < tools.size(); i++) {
            JsonNode function = tools.get(i).path("function");
            if (!function.isObject()) {
                throw new Untranslatable("tools[" + i + "]", "only tools of type function");
            }
            translated.add(tool(function));
        }
        choice(chat).ifPresent(choice -> into.set("tool_choice", choice));
    }

    private static ObjectNode tool(JsonNode function) {
        ObjectNode tool = JsonNodeFactory.instance.objectNode();
        tool.put("name", function.path("name").asText());
        if (function.hasNonNull("description")) {
            tool.set("description", function.get("description"));
        }
        if (function.hasNonNull("parameters")) {
            tool.set("input_schema", function.get("parameters"));
        } else {
            tool.putObject("input_schema").put("type", "object");
        }
        return tool;
    }

    private static Optional<ObjectNode> choice(JsonNode chat) throws Untranslatable {
        JsonNode asked = chat.path("tool_choice");
        boolean oneByOne =
                chat.path("parallel_tool_calls").isBoolean()
                        && !chat.path("parallel_tool_calls").booleanValue();
        if ((asked.isMissingNode() || asked.isNull()) && !oneByOne) {
            return Optional.empty();
        }
        ObjectNode choice = JsonNodeFactory.instance.objectNode();
        if (asked.isObject()) {
            choice.put("type", "tool").put("name", asked.path("function").path("name").asText());
        } else {
            choice.put("type", word(asked.asText("auto")));
        }
        if (oneByOne && !choice.path("type").asText().equals("none")) {
            choice.put("disable_parallel_tool_use", true);
        }
        return Optional.of(choice);
    }

    private static String word(String asked) throws Untranslatable {
        return switch (asked) {
            case "auto", "none" -> asked;
            case "required" -> "any";
            default ->
                    throw new Untranslatable(
                            "tool_choice", "must be auto, none, required or one function");
        };
    }
}
