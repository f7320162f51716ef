package dev.sluice.app;

import dev.sluice.app.cli.SluiceCommands;
import dev.sluice.app.kafka.EmbeddedKafka;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.LogManager;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code sluice} command. */
@Command(
        name = "sluice",
        description = "A request broker for LLM inference, on Kafka.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    Main() {}

    public static void main(String[] arguments) {
        System.exit(execute(SluiceCommands.elsewhere(), arguments));
    }

    /**
     * Runs the command line to its end and returns the exit code.
     *
     * @param warehouse the command {@code warehouse}, whose libraries are no part of this program
     */
    public static int execute(Object warehouse, String... arguments) {
        writeNumbersAlike();
        logInOnePlace();
        return SluiceCommands.of(new Main(), warehouse).execute(arguments);
    }

    /** Without a command there is nothing to do but say which there are. */
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /**
     * What is printed is read by programs, and some of it is configuration: digits, points and
     * commas do not depend on where the host stands.
     */
    static void writeNumbersAlike() {
        Locale.setDefault(Locale.ROOT);
    }

    /**
     * The HTTP server logs through java.util.logging, which would write to the terminal. Logging is
     * set up here, by one thread: where two come first at once, SLF4J complains on the terminal.
     */
    static void logInOnePlace() {
        LoggerFactory.getLogger(Main.class).atDebug().log("logging is set up");
        LogManager.getLogManager().reset();
        SLF4JBridgeHandler.install();
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version =
                    Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                            .orElse("from class files");
            return new String[] {
                "sluice "
                        + version
                        + ", Java "
                        + Runtime.version()
                        + ", Kafka "
                        + EmbeddedKafka.version()
            };
        }
    }
}
