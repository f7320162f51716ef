package dev.sluice.app.sim;

import java.util.Map;

/** What a call gets, for better or worse. */
sealed interface Reply {

    /** An answer or an error, whole. */
    record Whole(int status, String contentType, Map<String, String> headers, String body)
            implements Reply {
        static Whole json(int status, Map<String, String> headers, String body) {
            return new Whole(status, "application/json", headers, body);
        }
    }

    /** The head and half of the body. */
    record Half(Whole whole) implements Reply {}

    /** The connection is closed without a byte. */
    record Closed() implements Reply {}

    /** Nothing, for as long as the server lives. */
    record Never() implements Reply {}
}
