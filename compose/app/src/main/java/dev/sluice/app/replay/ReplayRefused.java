package dev.sluice.app.replay;

/**
 * A replay that was asked for cannot be done. The message is for the person who asked: what, where
 * and what to do.
 */
public final class ReplayRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ReplayRefused(String message) {
        super(message);
    }
}
