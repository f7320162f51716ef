package dev.sluice.warehouse.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What one does with the warehouse. */
@Command(
        name = "warehouse",
        description = "Keep the ledger and the audit log in PostgreSQL.",
        mixinStandardHelpOptions = true,
        subcommands = {UpCommand.class, CheckCommand.class})
final class WarehouseCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "say what to do: sluice warehouse up, sluice warehouse check");
    }
}
