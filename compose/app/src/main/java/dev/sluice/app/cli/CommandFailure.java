package dev.sluice.app.cli;

/**
 * A command cannot do what it was asked to. The message is for the person who asked: what, where
 * and what to do.
 */
final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CommandFailure(String message) {
        super(message);
    }

    CommandFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
