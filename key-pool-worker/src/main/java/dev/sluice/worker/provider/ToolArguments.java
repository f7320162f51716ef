package dev.sluice.worker.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Arguments of a tool call: a text with JSON in it at OpenAI, JSON itself elsewhere. */
final class ToolArguments {

    private ToolArguments() {}

    /**
     * @param call an element of {@code tool_calls}
     * @param where its path
     */
    static JsonNode of(JsonNode call, String where) throws Untranslatable {
        String text = call.path("function").path("arguments").asText("");
        if (text.isBlank()) {
            return JsonNodeFactory.instance.objectNode();
        }
        return JsonBody.parse(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)))
                .filter(JsonNode::isObject)
                .orElseThrow(() ->
                        new Untranslatable(
                                where + ".function.arguments", "must be a JSON object as text"));
    }
}
