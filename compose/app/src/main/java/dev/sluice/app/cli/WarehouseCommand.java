package dev.sluice.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Stands for the command where it is not built in: it has libraries that nothing else needs. */
@Command(
        name = "warehouse",
        description = "Keep the ledger and the audit log in PostgreSQL (up, check).")
final class WarehouseCommand implements Callable<Integer> {

    @Unmatched private final List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() {
        throw new CommandFailure(
                "this program has no warehouse: run `./sluice warehouse %s` from the sources, which builds it"
                        .formatted(String.join(" ", arguments))
                        .strip());
    }
}
