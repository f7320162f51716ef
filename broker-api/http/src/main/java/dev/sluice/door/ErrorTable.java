package dev.sluice.door;

import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.ResultError;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * HTTP status, OpenAI type and advice for each word in {@code ResultError.type}. The status that
 * admission wrote into the result wins: it knows more.
 */
final class ErrorTable {

    private static final Map<String, Integer> STATUS =
            Map.ofEntries(
                    Map.entry("invalid_request", 400),
                    Map.entry("unknown_virtual_key", 401),
                    Map.entry("virtual_key_disabled", 401),
                    Map.entry("virtual_key_expired", 401),
                    Map.entry("invalid_signature", 401),
                    Map.entry("stale_signature", 401),
                    Map.entry("model_not_allowed", 403),
                    Map.entry("denied_by_rule", 403),
                    Map.entry("rule_failed", 500),
                    Map.entry("model_not_found", 404),
                    Map.entry("model_gone", 404),
                    Map.entry("request_too_large", 413),
                    Map.entry("content_policy", 400),
                    Map.entry("context_length_exceeded", 400),
                    Map.entry("idempotency_conflict", 409),
                    Map.entry("request_limited", 429),
                    Map.entry("token_limited", 429),
                    Map.entry("concurrency_limited", 429),
                    Map.entry("idempotency_joiners_full", 409),
                    Map.entry("idempotency_answer_gone", 409),
                    Map.entry("queue_full", 429),
                    Map.entry("too_many_pins", 429),
                    Map.entry("deadline_unreachable", 503),
                    Map.entry("budget_exceeded", 429),
                    Map.entry("deadline_exceeded", 504),
                    Map.entry("cancelled", 409),
                    Map.entry("outcome_unknown", 502),
                    Map.entry("provider_error", 502),
                    Map.entry("response_too_large", 502),
                    Map.entry("internal_error", 500));

    /** Clients and frameworks take this type as "do not come back until someone pays". */
    static final String OUT_OF_MONEY = "insufficient_quota";

    private static final Duration UNTOLD = Duration.ofSeconds(1);

    private ErrorTable() {}

    static int status(InferenceResult result) {
        int given = result.getStatusCode();
        if (given >= 400 && given <= 599) {
            return given;
        }
        return STATUS.getOrDefault(code(result), byEnd(result));
    }

    static String code(InferenceResult result) {
        return result.getError()
                .map(ResultError::getType)
                .orElseGet(() ->
                        switch (result.getStatus()) {
                            case ANSWERED, FAILED -> "provider_error";
                            case REFUSED -> "invalid_request";
                            case EXPIRED -> "deadline_exceeded";
                            case CANCELLED -> "cancelled";
                            case OUTCOME_UNKNOWN -> "outcome_unknown";
                        });
    }

    static String type(int status, String code) {
        return switch (status) {
            case 403 -> "permission_error";
            case 408, 504 -> "timeout";
            case 429 -> code.equals("budget_exceeded") ? OUT_OF_MONEY : "rate_limit_error";
            default -> status < 500 ? ApiError.INVALID_REQUEST : ApiError.SERVER_ERROR;
        };
    }

    static Optional<String> param(String code) {
        return code.startsWith("model_") ? Optional.of("model") : Optional.empty();
    }

    /**
     * Sluice has waited and repeated already: what a client should repeat by itself is only what
     * will pass with time.
     */
    static ApiError.Retry retry(InferenceResult result, Instant now) {
        return switch (code(result)) {
            case "idempotency_joiners_full" -> new ApiError.Retry.After(UNTOLD);
            default ->
                    switch (status(result)) {
                        case 429, 503 -> new ApiError.Retry.After(delay(result, now));
                        default -> new ApiError.Retry.Futile();
                    };
        };
    }

    private static Duration delay(InferenceResult result, Instant now) {
        Optional<Duration> told =
                result.getError().flatMap(ResultError::getRetryAfterMillis).map(Duration::ofMillis);
        return told.or(() ->
                        result.getError()
                                .flatMap(ResultError::getResetAt)
                                .map(resetAt -> Duration.between(now, resetAt)))
                .filter(Duration::isPositive)
                .orElse(UNTOLD);
    }

    private static int byEnd(InferenceResult result) {
        return switch (result.getStatus()) {
            case ANSWERED, FAILED, OUTCOME_UNKNOWN -> 502;
            case REFUSED -> 400;
            case EXPIRED -> 504;
            case CANCELLED -> 409;
        };
    }
}
