package dev.sluice.app.health.http;

/** A dispatcher does not tell what it was asked; the message says where and what to do. */
public final class DispatcherUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DispatcherUnavailableException(String message) {
        super(message);
    }

    DispatcherUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
