package dev.sluice.app.kafka;

/** A configuration could not be brought into force, since others were faster. */
final class ConfigOvertakenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ConfigOvertakenException(String message) {
        super(message);
    }
}
