package dev.sluice.app.kafka;

/**
 * Sluice's topics are missing, differ, or cannot be reached; the message says which and what to do.
 */
public final class TopicsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TopicsException(String message) {
        super(message);
    }

    TopicsException(String message, Throwable cause) {
        super(message, cause);
    }
}
