package dev.sluice.warehouse.cli;

import dev.sluice.app.cli.CommandFailure;
import dev.sluice.warehouse.connect.ConnectFailure;
import dev.sluice.warehouse.postgres.WarehouseAwayException;
import dev.sluice.warehouse.postgres.WarehouseException;
import java.util.concurrent.Callable;

/** Failures whose message says all: what is behind it stays in the log. */
final class Told {

    private Told() {}

    static int as(Callable<Integer> command) throws Exception {
        try {
            return command.call();
        } catch (WarehouseException | WarehouseAwayException | ConnectFailure e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }
}
