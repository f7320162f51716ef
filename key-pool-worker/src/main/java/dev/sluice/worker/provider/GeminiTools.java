package dev.sluice.worker.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** {@code tools} and {@code tool_choice} of a chat completion in Gemini's words. */
final class GeminiTools {

    private GeminiTools() {}

    static void put(JsonNode chat, ObjectNode into) throws Untranslatable {
        JsonNode tools = chat.path("tools");
        if (tools.isEmpty()) {
            return;
        }
        ArrayNode declarations =
                into.putArray("tools").addObject().putArray("functionDeclarations");
        for (int i = 0; i < tools.size(); i++) {
            JsonNode function = tools.get(i).path("function");
            if (!function.isObject()) {
                throw new Untranslatable("tools[" + i + "]", "only tools of type function");
            }
            declare(function, declarations.addObject());
        }
        JsonNode choice = chat.path("tool_choice");
        if (!choice.isMissingNode() && !choice.isNull()) {
            choose(choice, into.putObject("toolConfig").putObject("functionCallingConfig"));
        }
    }

    private static void declare(JsonNode function, ObjectNode declaration) {
        declaration.put("name", function.path("name").asText());
        if (function.hasNonNull("description")) {
            declaration.set("description", function.get("description"));
        }
        if (function.hasNonNull("parameters")) {
            // Plain JSON Schema; `parameters` takes a part of OpenAPI's only.
            declaration.set("parametersJsonSchema", function.get("parameters"));
        }
    }

    private static void choose(JsonNode choice, ObjectNode config) throws Untranslatable {
        if (choice.isObject()) {
            config.put("mode", "ANY")
                    .putArray("allowedFunctionNames")
                    .add(choice.path("function").path("name").asText());
            return;
        }
        switch (choice.asText()) {
            case "auto" -> config.put("mode", "AUTO");
            case "none" -> config.put("mode", "NONE");
            case "required" -> config.put("mode", "ANY");
            default ->
                    throw new Untranslatable(
                            "tool_choice", "must be auto, none, required or one function");
        }
    }
}
