package dev.sluice.schemas.registry;

/**
 * The registry could not be asked, or did not do what it was asked: not a fact about a schema, so
 * no reason to give up a record. The message says what to do.
 */
public final class RegistryUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RegistryUnavailableException(String message) {
        super(message);
    }

    public RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
