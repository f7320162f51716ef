package dev.sluice.warehouse.cli;

import dev.sluice.app.cli.SluiceCommands;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine.Command;

/** How one command line ended in this process, and what it printed. */
record Ran(int code, String out, String err) {

    @Command(name = "sluice")
    private static final class Program {}

    static Ran of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code =
                SluiceCommands.of(new Program(), new WarehouseCommand())
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err))
                        .execute(arguments);
        return new Ran(code, out.toString(), err.toString());
    }
}
