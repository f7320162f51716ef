package dev.sluice.schemas.registry;

/** A schema is not where it was looked for; the message says which, where, and what to do. */
public final class SchemaNotFoundException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SchemaNotFoundException(String message) {
        super(message);
    }

    public SchemaNotFoundException(String message, Throwable cause) {
        super(message, cause);
    }
}
