package dev.sluice.app.cli;

import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** All commands below the program's own, and how a failure is told. */
public final class SluiceCommands {

    /** What the command line, a file or the cluster says is wrong. */
    private static final int REFUSED = 2;

    private SluiceCommands() {}

    /**
     * {@code program} with its commands. A failure ends in one message on standard error and exit
     * code 2.
     */
    public static CommandLine of(Object program) {
        return of(program, elsewhere());
    }

    /** As {@link #of(Object)}, with the command {@code warehouse} of another program. */
    public static CommandLine of(Object program, Object warehouse) {
        return new CommandLine(program)
                .addSubcommand(new DemoCommand())
                .addSubcommand(new BenchCommand())
                .addSubcommand(new UpCommand())
                .addSubcommand(new RunCommand())
                .addSubcommand(new PublishCommand())
                .addSubcommand(new CancelCommand())
                .addSubcommand(new ResultsCommand())
                .addSubcommand(new ReplayCommand())
                .addSubcommand(new QueueCommand())
                .addSubcommand(new LimitsCommand())
                .addSubcommand(new SpendCommand())
                .addSubcommand(new KeysCommand())
                .addSubcommand(new AuditCommand())
                .addSubcommand(new ConfigCommand())
                .addSubcommand(new TokensCommand())
                .addSubcommand(new VirtualKeyCommand())
                .addSubcommand(new TopicsCommand())
                .addSubcommand(new SimulatorCommand())
                .addSubcommand(warehouse)
                .setExecutionExceptionHandler(SluiceCommands::tell);
    }

    /** Names the command {@code warehouse} where it is not built in. */
    public static Object elsewhere() {
        return new WarehouseCommand();
    }

    private static int tell(Exception failure, CommandLine command, ParseResult arguments) {
        PrintWriter err = command.getErr();
        err.println("sluice: " + reason(failure));
        err.flush();
        return REFUSED;
    }

    private static String reason(Throwable failure) {
        String message = message(failure).orElseGet(() -> failure.getClass().getSimpleName());
        if (failure instanceof CommandFailure) {
            return message;
        }
        return Optional.ofNullable(failure.getCause())
                .flatMap(SluiceCommands::message)
                .filter(cause -> !message.contains(cause))
                .map(cause -> message + ": " + cause)
                .orElse(message);
    }

    private static Optional<String> message(Throwable failure) {
        return Optional.ofNullable(failure.getMessage());
    }
}
