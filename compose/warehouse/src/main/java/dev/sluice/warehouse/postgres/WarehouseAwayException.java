package dev.sluice.warehouse.postgres;

import java.sql.SQLException;
import java.util.Set;

/** The database cannot be reached now: it may be back in a moment. */
public final class WarehouseAwayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Shutting down, crashed, starting up; no room for another connection. */
    private static final Set<String> STATES = Set.of("57P01", "57P02", "57P03", "53300");

    /** Class 08 of SQL's states: connection exceptions. */
    private static final String CONNECTION = "08";

    public WarehouseAwayException(String message, Throwable cause) {
        super(message, cause);
    }

    static boolean isAway(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith(CONNECTION) || STATES.contains(state);
    }
}
