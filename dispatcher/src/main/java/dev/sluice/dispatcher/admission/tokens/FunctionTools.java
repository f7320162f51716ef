package dev.sluice.dispatcher.admission.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.dispatcher.admission.tokens.TokenCount.Part;
import java.util.Map;
import java.util.Set;

/**
 * Functions as OpenAI's models are told of them: openai-cookbook, "How to count tokens with
 * tiktoken", "Counting tokens for chat completions with tool calls". What that rule says nothing of
 * (schemas within schemas, definitions, tools of other kinds) counts as the JSON that it is.
 *
 * @param start tokens before each function
 */
record FunctionTools(int start) {

    static final FunctionTools O200K = new FunctionTools(7);
    static final FunctionTools CL100K = new FunctionTools(10);

    private static final int END = 12;
    private static final int PROPERTIES = 3;
    private static final int PROPERTY = 3;
    private static final int ENUM = -3;
    private static final int ENUM_ITEM = 3;

    private static final Set<String> TOLD_OF_FUNCTION =
            Set.of("name", "description", "parameters", "strict");

    private static final Set<String> TOLD_OF_PARAMETERS =
            Set.of("type", "properties", "required", "additionalProperties");

    private static final Set<String> TOLD_OF_PROPERTY = Set.of("type", "description", "enum");

    /**
     * @param tools wrapped in {@code function} or not
     */
    void count(JsonNode tools, Tally tally) {
        boolean any = false;
        for (JsonNode tool : tools) {
            JsonNode function = tool.path("function").isObject() ? tool.path("function") : tool;
            if (function.path("name").isTextual()) {
                function(function, tally);
                any = true;
            } else {
                tally.text(Part.TOOLS, tool.toString());
            }
        }
        tally.add(Part.TOOLS, any ? END : 0);
    }

    private void function(JsonNode function, Tally tally) {
        tally.add(Part.TOOLS, start);
        tally.text(Part.TOOLS, function.path("name").textValue() + ":" + description(function));
        JsonNode parameters = function.path("parameters");
        JsonNode properties = parameters.path("properties");
        if (!properties.isEmpty()) {
            tally.add(Part.TOOLS, PROPERTIES);
            properties.properties().forEach(each -> property(each, tally));
        }
        others(parameters, TOLD_OF_PARAMETERS, tally);
        others(function, TOLD_OF_FUNCTION, tally);
    }

    private static void property(Map.Entry<String, JsonNode> property, Tally tally) {
        JsonNode schema = property.getValue();
        int tokens = PROPERTY;
        JsonNode items = schema.path("enum");
        if (items.isArray()) {
            tokens += ENUM + ENUM_ITEM * items.size();
            items.forEach(item -> tally.text(Part.TOOLS, item.asText()));
        }
        tally.add(Part.TOOLS, Math.max(0, tokens));
        JsonNode type = schema.path("type");
        tally.text(
                Part.TOOLS,
                property.getKey()
                        + ":"
                        + (type.isTextual() ? type.textValue() : type.toString())
                        + ":"
                        + description(schema));
        others(schema, TOLD_OF_PROPERTY, tally);
    }

    private static void others(JsonNode around, Set<String> told, Tally tally) {
        for (var field : around.properties()) {
            // The kind of tool is not told; neither is a prompt cache's mark.
            if (!told.contains(field.getKey())
                    && !(field.getKey().equals("type") && field.getValue().isTextual())) {
                tally.text(Part.TOOLS, field.getKey() + ":" + field.getValue());
            }
        }
    }

    /** Without a full stop at its end. */
    private static String description(JsonNode around) {
        String text = around.path("description").asText("");
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}
