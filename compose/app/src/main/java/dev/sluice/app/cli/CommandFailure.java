package dev.sluice.app.cli;

/**
 * A command cannot do what it was asked to. The message is for the person who asked: what, where
 * and what to do.
 */
public final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CommandFailure(String message) {
        super(message);
    }

    public CommandFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
