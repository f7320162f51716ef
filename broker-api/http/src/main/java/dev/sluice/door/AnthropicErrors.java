package dev.sluice.door;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * {@code {"type":"error","error":{"type","message"}}} (Anthropic's API, "Errors"), with Sluice's
 * exact word as {@code code} beside them, and the limit that was in the way as {@code sluice}.
 */
final class AnthropicErrors {

    private AnthropicErrors() {}

    static String body(ApiError error) {
        ObjectNode root = JsonNodeFactory.instance.objectNode().put("type", "error");
        ObjectNode inner = root.putObject("error");
        inner.put("type", type(error)).put("message", error.message());
        error.code().ifPresent(code -> inner.put("code", code));
        error.limit().ifPresent(limit -> inner.set("sluice", limit));
        return root.toString();
    }

    private static String type(ApiError error) {
        return switch (error.status()) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            // Nothing comes back before someone pays.
            case 429 ->
                    error.type().equals(ErrorTable.OUT_OF_MONEY)
                            ? "billing_error"
                            : "rate_limit_error";
            case 503, 529 -> "overloaded_error";
            case 408, 504 -> "timeout_error";
            default -> error.status() < 500 ? "invalid_request_error" : "api_error";
        };
    }
}
