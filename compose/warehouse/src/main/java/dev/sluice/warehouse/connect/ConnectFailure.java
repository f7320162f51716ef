package dev.sluice.warehouse.connect;

/** Kafka Connect does not do what it was told; the message says what and why. */
public final class ConnectFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ConnectFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
