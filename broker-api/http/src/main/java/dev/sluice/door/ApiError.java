package dev.sluice.door;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.schemas.record.ResultError;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An error, in OpenAI's terms.
 *
 * @param type OpenAI's coarse word, such as {@code invalid_request_error}
 * @param param the field or header that is wrong
 * @param code the exact word, Sluice's own where OpenAI has none
 * @param cause the result's own error, where a limit was in the way
 */
public record ApiError(
        int status,
        String type,
        String message,
        Optional<String> param,
        Optional<String> code,
        Retry retry,
        Optional<ResultError> cause) {

    /** Of which no limit is the cause. */
    public ApiError(
            int status,
            String type,
            String message,
            Optional<String> param,
            Optional<String> code,
            Retry retry) {
        this(status, type, message, param, code, retry, Optional.empty());
    }

    /** What a client may do after it. */
    public sealed interface Retry {
        /** As its library does for this status. */
        record AsUsual() implements Retry {}

        /** Again after so long. */
        record After(Duration delay) implements Retry {}

        /** The same request would fail again, or would be paid twice. */
        record Futile() implements Retry {}
    }

    static final String INVALID_REQUEST = "invalid_request_error";
    static final String SERVER_ERROR = "server_error";

    /** The official clients wait no longer than this; beyond it they would only knock in vain. */
    private static final Duration CLIENT_PATIENCE = Duration.ofSeconds(60);

    private static final Retry AS_USUAL = new Retry.AsUsual();
    private static final Retry SOON = new Retry.After(Duration.ofSeconds(1));

    static ApiError invalidKey(String message, String code) {
        return of(401, INVALID_REQUEST, message, code, AS_USUAL);
    }

    public static ApiError badRequest(String message) {
        return of(400, INVALID_REQUEST, message, "invalid_request", AS_USUAL);
    }

    public static ApiError badRequest(String message, String param) {
        return new ApiError(
                400,
                INVALID_REQUEST,
                message,
                Optional.of(param),
                Optional.of("invalid_request"),
                AS_USUAL);
    }

    public static ApiError tooLarge(int bytesMax) {
        return of(
                413,
                INVALID_REQUEST,
                "The body has more than " + bytesMax + " bytes.",
                "request_too_large",
                AS_USUAL);
    }

    public static ApiError unknownPath(String method, String path) {
        return of(
                404,
                INVALID_REQUEST,
                "Unknown request URL: " + method + " " + path + ".",
                "unknown_url",
                AS_USUAL);
    }

    public static ApiError wrongMethod(String method, String path) {
        return of(
                405,
                INVALID_REQUEST,
                "Not allowed on " + path + ": method " + method + ".",
                "method_not_allowed",
                AS_USUAL);
    }

    /** The door itself cannot take a request now. */
    public static ApiError unavailable(String message, String code) {
        return of(503, SERVER_ERROR, message, code, SOON);
    }

    /** Answers in pieces, in whichever way they are asked for. */
    static ApiError streaming(String howNot, String param) {
        return badRequest("Streaming is not available on this door yet: " + howNot + ".", param);
    }

    /** The request was accepted, but the door stopped waiting for its result. */
    public static ApiError noResult(String message) {
        return of(504, "timeout", message, "deadline_exceeded", new Retry.Futile());
    }

    public static ApiError internal() {
        return of(500, SERVER_ERROR, "The door failed.", "internal_error", AS_USUAL);
    }

    /** What the HTTP library found wrong by itself. */
    public static ApiError protocol(int status, String message) {
        return status < 500
                ? of(status, INVALID_REQUEST, message, "invalid_request", AS_USUAL)
                : of(status, SERVER_ERROR, message, "internal_error", AS_USUAL);
    }

    static ApiError of(int status, String type, String message, String code, Retry retry) {
        return new ApiError(status, type, message, Optional.empty(), Optional.of(code), retry);
    }

    /** What a program may want to know of the limit that was in the way. */
    Optional<ObjectNode> limit() {
        return cause.flatMap(LimitDetail::of);
    }

    /** In the shape that clients of this dialect turn into their own exceptions. */
    public DoorAnswer toAnswer(Dialect dialect) {
        ByteBuffer body = ByteBuffer.wrap(dialect.body(this).getBytes(StandardCharsets.UTF_8));
        return new DoorAnswer(status, retryHeaders(), body);
    }

    private Map<String, String> retryHeaders() {
        return switch (retry) {
            case Retry.AsUsual() -> Map.of();
            case Retry.Futile() -> Map.of("x-should-retry", "false");
            case Retry.After(Duration delay) -> after(delay);
        };
    }

    /** Whole seconds for everyone, milliseconds for the clients that know the finer header. */
    private static Map<String, String> after(Duration delay) {
        Map<String, String> headers = new TreeMap<>();
        long seconds = Math.max(1, delay.plusNanos(999_999_999).toSeconds());
        headers.put("retry-after", Long.toString(seconds));
        headers.put("retry-after-ms", Long.toString(Math.max(1, delay.toMillis())));
        if (delay.compareTo(CLIENT_PATIENCE) > 0) {
            headers.put("x-should-retry", "false");
        }
        return headers;
    }
}
