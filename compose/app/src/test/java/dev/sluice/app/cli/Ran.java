package dev.sluice.app.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** How one command line ended, and what it printed. */
record Ran(int code, String out, String err) {

    @Command(name = "sluice", mixinStandardHelpOptions = true)
    private static final class Program implements Runnable {
        @Override
        public void run() {}
    }

    /** Runs it in this process, as the program does. */
    static Ran of(String... arguments) {
        return of(program(), arguments);
    }

    /** The program's command line without the program. */
    static CommandLine program() {
        return SluiceCommands.of(new Program());
    }

    static Ran of(CommandLine commands, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code =
                commands.setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err))
                        .execute(arguments);
        return new Ran(code, out.toString(), err.toString());
    }
}
