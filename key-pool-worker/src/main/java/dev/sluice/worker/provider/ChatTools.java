package dev.sluice.worker.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** {@code tools} and {@code tool_choice} of a chat completion, as they are read. */
final class ChatTools {

    /** What is asked of the model. */
    sealed interface Choice {

        /** Nothing is said. */
        record Unsaid() implements Choice {}

        record Word(Will will) implements Choice {}

        record OneFunction(String name) implements Choice {}
    }

    enum Will {
        AUTO,
        NONE,
        REQUIRED
    }

    private ChatTools() {}

    /** The function of each tool. */
    static List<JsonNode> functions(JsonNode chat) throws Untranslatable {
        List<JsonNode> functions = new ArrayList<>();
        JsonNode tools = chat.path("tools");
        for (int i = 0; i < tools.size(); i++) {
            JsonNode function = tools.get(i).path("function");
            if (!function.isObject()) {
                throw new Untranslatable("tools[" + i + "]", "only tools of type function");
            }
            functions.add(function);
        }
        return functions;
    }

    /** Name and description, which all have under these names. */
    static void describe(JsonNode function, ObjectNode into) {
        into.put("name", function.path("name").asText());
        if (function.hasNonNull("description")) {
            into.set("description", function.get("description"));
        }
    }

    static Choice choice(JsonNode chat) throws Untranslatable {
        JsonNode asked = chat.path("tool_choice");
        if (asked.isMissingNode() || asked.isNull()) {
            return new Choice.Unsaid();
        }
        return asked.isObject()
                ? new Choice.OneFunction(asked.path("function").path("name").asText())
                : new Choice.Word(will(asked.asText()));
    }

    private static Will will(String word) throws Untranslatable {
        return switch (word) {
            case "auto" -> Will.AUTO;
            case "none" -> Will.NONE;
            case "required" -> Will.REQUIRED;
            default ->
                    throw new Untranslatable(
                            "tool_choice", "must be auto, none, required or one function");
        };
    }
}
