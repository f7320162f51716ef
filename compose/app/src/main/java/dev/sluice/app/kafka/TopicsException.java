package dev.sluice.app.kafka;

import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Sluice's topics are missing, differ, or cannot be reached; the message says which and what to do.
 */
public final class TopicsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean passing;

    private TopicsException(String message, boolean passing) {
        super(message);
        this.passing = passing;
    }

    private TopicsException(String message, Throwable cause, boolean passing) {
        super(message, cause);
        this.passing = passing;
    }

    /** Somebody may be about to make them, or to start the brokers. */
    static TopicsException notYet(String message) {
        return new TopicsException(message, true);
    }

    /** It stays so until somebody changes them. */
    static TopicsException wrong(String message) {
        return new TopicsException(message, false);
    }

    /** The cluster did not do what it was asked to. */
    static TopicsException failed(String message, Throwable cause) {
        boolean few = cause.getCause() instanceof InvalidReplicationFactorException;
        return new TopicsException(
                message, cause, few || cause.getCause() instanceof RetriableException);
    }

    /** Whether the same may work a moment later: brokers and topics are on their way. */
    boolean mayPass() {
        return passing;
    }
}
