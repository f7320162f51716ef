package dev.sluice.config.secret;

/** A secret that is not where its reference says. The message names the reference, no value. */
public final class UnresolvedSecretException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public UnresolvedSecretException(String message) {
        super(message);
    }
}
