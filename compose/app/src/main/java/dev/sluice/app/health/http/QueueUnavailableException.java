package dev.sluice.app.health.http;

/** Nobody says what waits; the message says where and what to do. */
public final class QueueUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    QueueUnavailableException(String message) {
        super(message);
    }

    QueueUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
