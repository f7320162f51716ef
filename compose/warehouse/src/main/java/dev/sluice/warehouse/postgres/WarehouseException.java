package dev.sluice.warehouse.postgres;

/** The warehouse cannot be used; the message says what, where and what to do. */
public final class WarehouseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public WarehouseException(String message) {
        super(message);
    }

    public WarehouseException(String message, Throwable cause) {
        super(message, cause);
    }
}
