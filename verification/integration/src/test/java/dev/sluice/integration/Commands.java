package dev.sluice.integration;

import dev.sluice.app.cli.SluiceCommands;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program's command line, run in this process against a Sluice that runs. */
final class Commands {

    @Command(name = "sluice")
    private static final class Program {}

    /** What a command printed and how it ended. */
    record Ran(int code, String out, String err) {}

    private Commands() {}

    static Ran run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = of(out, err).execute(arguments);
        return new Ran(code, out.toString(), err.toString());
    }

    /** A command that talks to the Kafka of {@code stack}. */
    static Ran on(Stack stack, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--kafka", stack.bootstrapServers()));
        return run(all.toArray(String[]::new));
    }

    static CommandLine of(StringWriter out, StringWriter err) {
        return SluiceCommands.of(new Program())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
    }
}
