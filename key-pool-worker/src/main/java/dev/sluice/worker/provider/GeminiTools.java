package dev.sluice.worker.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** {@code tools} and {@code tool_choice} of a chat completion in Gemini's words. */
final class GeminiTools {

    private GeminiTools() {}

    static void put(JsonNode chat, ObjectNode into) throws Untranslatable {
        List<JsonNode> functions = ChatTools.functions(chat);
        if (functions.isEmpty()) {
            return;
        }
        ArrayNode declarations =
                into.putArray("tools").addObject().putArray("functionDeclarations");
        functions.forEach(function -> declare(function, declarations.addObject()));
        switch (ChatTools.choice(chat)) {
            case ChatTools.Choice.Unsaid() -> {
                // what it does by itself
            }
            case ChatTools.Choice.OneFunction(String name) ->
                    calling(into).put("mode", "ANY").putArray("allowedFunctionNames").add(name);
            case ChatTools.Choice.Word(ChatTools.Will will) ->
                    calling(into).put("mode", mode(will));
        }
    }

    private static ObjectNode calling(ObjectNode into) {
        return into.putObject("toolConfig").putObject("functionCallingConfig");
    }

    private static void declare(JsonNode function, ObjectNode declaration) {
        ChatTools.describe(function, declaration);
        if (function.hasNonNull("parameters")) {
            // Plain JSON Schema; `parameters` takes a part of OpenAPI's only.
            declaration.set("parametersJsonSchema", function.get("parameters"));
        }
    }

    private static String mode(ChatTools.Will will) {
        return switch (will) {
            case AUTO -> "AUTO";
            case NONE -> "NONE";
            case REQUIRED -> "ANY";
        };
    }
}
