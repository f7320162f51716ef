package dev.sluice.door;

import dev.sluice.schemas.money.PicoUsd;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.ResultError;
import dev.sluice.schemas.record.Served;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The HTTP answer of each result. */
final class ResultAnswers {

    private ResultAnswers() {}

    static DoorAnswer of(InferenceResult result, Dialect dialect, Instant now) {
        DoorAnswer answer =
                switch (result.getStatus()) {
                    case ANSWERED ->
                            result.getBody()
                                    .map(body -> new DoorAnswer(200, Map.of(), told(result, body)))
                                    .orElseGet(() -> empty(dialect));
                    case FAILED ->
                            inTheProvidersWords(result)
                                    .orElseGet(() -> error(result, dialect, now));
                    case REFUSED, EXPIRED, CANCELLED, OUTCOME_UNKNOWN ->
                            error(result, dialect, now);
                };
        return answer.with(headers(result, dialect)).with(RateHeaders.of(result, now));
    }

    private static ByteBuffer told(InferenceResult result, ByteBuffer body) {
        return result.getDegradation()
                .map(degradation -> DegradedAnswer.body(body, degradation))
                .orElse(body);
    }

    /**
     * Only of a fault of the caller. What a provider says about its own trouble or about our key is
     * not for the caller's eyes.
     */
    private static Optional<DoorAnswer> inTheProvidersWords(InferenceResult result) {
        int status = ErrorTable.status(result);
        return status < 500
                ? result.getBody().map(body -> new DoorAnswer(status, Map.of(), body))
                : Optional.empty();
    }

    private static DoorAnswer empty(Dialect dialect) {
        return ApiError.of(
                        502,
                        ApiError.SERVER_ERROR,
                        "The provider's answer has no body.",
                        "provider_error",
                        new ApiError.Retry.Futile())
                .toAnswer(dialect);
    }

    private static DoorAnswer error(InferenceResult result, Dialect dialect, Instant now) {
        String message =
                result.getError()
                        .map(ResultError::getMessage)
                        .orElse("The request ended as " + result.getStatus() + ".");
        String code = ErrorTable.code(result);
        int status = ErrorTable.status(result);
        return new ApiError(
                        status,
                        ErrorTable.type(status, code),
                        message,
                        ErrorTable.param(code),
                        Optional.of(code),
                        ErrorTable.retry(result, now),
                        result.getError())
                .toAnswer(dialect);
    }

    private static Map<String, String> headers(InferenceResult result, Dialect dialect) {
        Map<String, String> headers = new TreeMap<>();
        headers.put("x-request-id", result.getRequestId());
        if (dialect == Dialect.ANTHROPIC) {
            // Where Anthropic's own clients look for it.
            headers.put("request-id", result.getRequestId());
        }
        headers.put("x-sluice-attempts", Integer.toString(result.getAttempts()));
        headers.put("x-sluice-cost-usd", PicoUsd.toUsd(result.getCostPicos()).toPlainString());
        headers.put("x-sluice-replayed", Boolean.toString(result.getReplayed()));
        result.getCachedAnswer()
                .ifPresent(cached -> {
                    headers.put("x-sluice-cached-from", cached.getFromRequest());
                    headers.put("x-sluice-cached-age-ms", Long.toString(cached.getAgeMillis()));
                });
        result.getDegradation().map(DegradedAnswer::headers).ifPresent(headers::putAll);
        result.getServed()
                .flatMap(Served::getProviderKey)
                .ifPresent(key -> headers.put("x-sluice-provider-key", key));
        return headers;
    }
}
