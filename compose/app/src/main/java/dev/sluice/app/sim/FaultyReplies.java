package dev.sluice.app.sim;

import java.util.HashMap;
import java.util.Map;

/** Whole replies that are no answers. */
final class FaultyReplies {

    /** Over the 8 MiB that a worker reads unless told otherwise. */
    static final int HUGE_BYTES = 9 * 1024 * 1024;

    private FaultyReplies() {}

    static Reply of(Fault fault, Reply.Whole good) {
        return switch (fault) {
            case HTML -> with(good, "text/html", "<html><body>Please sign in.</body></html>");
            case NOT_JSON -> with(good, "application/json", "upstream said: ok");
            case ERROR_IN_200 ->
                    new Reply.Whole(
                            200, good.contentType(), good.headers(), ApiError.overloaded().json());
            case HUGE -> huge(good);
            case REDIRECT -> redirect(good);
            case HANG,
                    RESET,
                    HALF_BODY,
                    NO_USAGE,
                    SLOW,
                    SERVER_ERROR,
                    OVERLOADED,
                    UNAUTHORIZED,
                    RATE_LIMITED,
                    UNPAID ->
                    good;
        };
    }

    private static Reply with(Reply.Whole good, String contentType, String text) {
        return new Reply.Whole(200, contentType, good.headers(), text);
    }

    /** The good answer and much space after it, so that it stays JSON. */
    private static Reply huge(Reply.Whole good) {
        String space = " ".repeat(HUGE_BYTES - good.body().length());
        return Reply.Whole.json(200, good.headers(), good.body() + space);
    }

    private static Reply redirect(Reply.Whole good) {
        Map<String, String> headers = new HashMap<>(good.headers());
        headers.put("location", "/v1/elsewhere");
        return Reply.Whole.json(302, headers, "");
    }
}
