package dev.sluice.door;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;

/**
 * {@code {"error":{"code","message","status","details"}}} (google.rpc.Status in JSON; AIP-193). The
 * exact word is the reason in {@code google.rpc.ErrorInfo}, in capitals as it must be there.
 */
final class GoogleErrors {

    private static final String TYPE = "type.googleapis.com/google.rpc.";

    private GoogleErrors() {}

    static String body(ApiError error) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ObjectNode inner = root.putObject("error");
        inner.put("code", error.status())
                .put("message", error.message())
                .put("status", status(error.status()));
        ArrayNode details = inner.putArray("details");
        error.code().ifPresent(code -> reason(code, error, details.addObject()));
        if (error.retry() instanceof ApiError.Retry.After(Duration delay)) {
            details.addObject()
                    .put("@type", TYPE + "RetryInfo")
                    .put("retryDelay", seconds(delay) + "s");
        }
        return root.toString();
    }

    private static void reason(String code, ApiError error, ObjectNode detail) {
        detail.put("@type", TYPE + "ErrorInfo")
                .put("reason", code.toUpperCase(Locale.ROOT))
                .put("domain", "sluice");
        ObjectNode metadata = JsonNodeFactory.instance.objectNode();
        error.param().ifPresent(param -> metadata.put("param", param));
        // Texts only: metadata is a map of strings.
        error.limit()
                .ifPresent(limit ->
                        limit.properties().stream()
                                .filter(field -> !field.getValue().isNull())
                                .forEach(field ->
                                        metadata.put(field.getKey(), field.getValue().asText())));
        if (!metadata.isEmpty()) {
            detail.set("metadata", metadata);
        }
    }

    /** Of google.rpc.Code. */
    private static String status(int status) {
        return switch (status) {
            case 401 -> "UNAUTHENTICATED";
            case 403 -> "PERMISSION_DENIED";
            case 404 -> "NOT_FOUND";
            case 405 -> "UNIMPLEMENTED";
            case 409 -> "ABORTED";
            case 429 -> "RESOURCE_EXHAUSTED";
            case 503 -> "UNAVAILABLE";
            case 408, 504 -> "DEADLINE_EXCEEDED";
            default -> status < 500 ? "INVALID_ARGUMENT" : "INTERNAL";
        };
    }

    private static String seconds(Duration delay) {
        return BigDecimal.valueOf(delay.toMillis(), 3).stripTrailingZeros().toPlainString();
    }
}
