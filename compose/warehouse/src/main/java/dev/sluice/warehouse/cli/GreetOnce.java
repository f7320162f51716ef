package dev.sluice.warehouse.cli;

import java.io.PrintWriter;
import java.util.List;

/**
 * Greets as soon as all sinks run, however long that takes: a database that goes away during the
 * start is waited for as it is later. Asked again and again by one thread.
 */
final class GreetOnce {

    private final PrintWriter out;
    private final RunningWarehouse warehouse;
    private boolean greeted;

    GreetOnce(PrintWriter out, RunningWarehouse warehouse) {
        this.out = out;
        this.warehouse = warehouse;
    }

    /** Why sinks stand for good; empty while there is hope. */
    List<String> failures() {
        if (!greeted && warehouse.allSinksRun()) {
            greeted = true;
            Greeting.print(out, warehouse);
        }
        return warehouse.failures();
    }
}
