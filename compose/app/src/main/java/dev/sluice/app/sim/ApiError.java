package dev.sluice.app.sim;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;

/**
 * A refusal in OpenAI's words.
 *
 * @param pause what {@code retry-after} and {@code retry-after-ms} say
 */
record ApiError(int status, String type, String code, String message, Optional<Duration> pause) {

    static ApiError unknownKey() {
        return of(401, "invalid_request_error", "invalid_api_key", "Incorrect API key provided.");
    }

    /** As careless as some hosts are: the secret in plain. */
    static ApiError keyRevoked(String secret) {
        return of(
                401,
                "invalid_request_error",
                "invalid_api_key",
                "Incorrect API key provided: " + secret + ".");
    }

    static ApiError unknownModel(String model) {
        return of(
                404,
                "invalid_request_error",
                "model_not_found",
                "The model `" + model + "` does not exist or you do not have access to it.");
    }

    static ApiError badRequest(String why) {
        return of(400, "invalid_request_error", "", why);
    }

    static ApiError serverError() {
        return of(
                500,
                "server_error",
                "",
                "The server had an error while processing your request. Sorry about that!");
    }

    static ApiError overloaded() {
        return of(503, "server_error", "overloaded", "The engine is currently overloaded.");
    }

    /** As hosts do that count somewhere else than they answer. */
    static ApiError rateLimited() {
        return of(429, "requests", "rate_limit_exceeded", "Rate limit reached. Slow down.");
    }

    static ApiError unpaid() {
        return of(402, "billing_error", "insufficient_credits", "Insufficient credits.");
    }

    static ApiError overLimit(String model, KeyMeter.Verdict.Refused refused) {
        String type = refused.lack() == KeyMeter.Lack.TOKENS ? "tokens" : "requests";
        String limit =
                switch (refused.lack()) {
                    case REQUESTS -> "requests per min (RPM)";
                    case TOKENS -> "tokens per min (TPM)";
                    case SLOTS -> "concurrent requests";
                };
        String advice =
                refused.pause()
                        .map(pause -> "Please try again in " + KeyLimits.text(pause) + ".")
                        .orElse("The request is larger than the limit.");
        String message = "Rate limit reached for %s on %s. %s".formatted(model, limit, advice);
        return new ApiError(429, type, "rate_limit_exceeded", message, refused.pause());
    }

    ApiError withoutPause() {
        return new ApiError(status, type, code, message, Optional.empty());
    }

    String json() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ObjectNode error = root.putObject("error");
        error.put("message", message).put("type", type).putNull("param");
        if (code.isEmpty()) {
            error.putNull("code");
        } else {
            error.put("code", code);
        }
        return root.toString();
    }

    private static ApiError of(int status, String type, String code, String message) {
        return new ApiError(status, type, code, message, Optional.empty());
    }
}
