package dev.sluice.door;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * {@code {"error":{"message","type","param","code"}}}, and {@code sluice} beside these where a
 * limit was in the way.
 */
final class OpenAiErrors {

    private OpenAiErrors() {}

    static String body(ApiError error) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ObjectNode inner = root.putObject("error");
        inner.put("message", error.message())
                .put("type", error.type())
                .put("param", error.param().orElse(null))
                .put("code", error.code().orElse(null));
        // Within the error, which is what the official clients hand on to a program.
        error.limit().ifPresent(limit -> inner.set("sluice", limit));
        return root.toString();
    }
}
