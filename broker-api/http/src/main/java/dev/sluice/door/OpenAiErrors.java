package dev.sluice.door;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** {@code {"error":{"message","type","param","code"}}}. */
final class OpenAiErrors {

    private OpenAiErrors() {}

    static String body(ApiError error) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.putObject("error")
                .put("message", error.message())
                .put("type", error.type())
                .put("param", error.param().orElse(null))
                .put("code", error.code().orElse(null));
        return root.toString();
    }
}
