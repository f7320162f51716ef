package dev.sluice.app.kafka;

/** The embedded broker could not start; the message says what, where, and what to do. */
final class KafkaStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    KafkaStartException(String message, Throwable cause) {
        super(message, cause);
    }

    KafkaStartException(String message) {
        super(message);
    }
}
