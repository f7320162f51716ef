package dev.sluice.dispatcher.admission.ingress;

import java.io.Serial;

/**
 * What is wrong with a request, on its way up to {@link RequestReader}, where it becomes a value: a
 * request has some twenty places where one thing may be wrong, and each ends it.
 */
final class Flaw extends Exception {

    @Serial private static final long serialVersionUID = 1L;

    private final String type;
    private final int statusCode;

    Flaw(String type, int statusCode, String message) {
        super(message, null, false, false);
        this.type = type;
        this.statusCode = statusCode;
    }

    static Flaw invalid(String message) {
        return new Flaw("invalid_request", 400, message);
    }

    String type() {
        return type;
    }

    int statusCode() {
        return statusCode;
    }

    String text() {
        String message = getMessage();
        return message == null ? type : message;
    }
}
