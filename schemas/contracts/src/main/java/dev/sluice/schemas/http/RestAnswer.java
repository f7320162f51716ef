package dev.sluice.schemas.http;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An answer of the registry. {@code body} is a missing node where the answer is not JSON, as that
 * of a proxy in between.
 */
record RestAnswer(int status, JsonNode body) {

    private static final int MESSAGE_MAX = 500;

    /** Whether the registry itself says so, rather than something that knows no such path. */
    boolean isNotFound() {
        return status == 404 && body.path("error_code").isInt();
    }

    /** What the registry says went wrong. */
    String message() {
        String message = body.path("message").asText("HTTP " + status);
        return message.length() <= MESSAGE_MAX ? message : message.substring(0, MESSAGE_MAX) + "…";
    }
}
