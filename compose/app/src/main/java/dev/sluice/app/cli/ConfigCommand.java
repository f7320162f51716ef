package dev.sluice.app.cli;

import dev.sluice.config.Lanes;
import dev.sluice.config.rule.Rule;
import dev.sluice.config.secret.SecretResolver;
import dev.sluice.config.yaml.ParsedConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What one does with a configuration. */
@Command(
        name = "config",
        description = "Check, compare and apply configurations.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ConfigCommand.Validate.class,
            ConfigDiffCommand.class,
            ConfigApplyCommand.class,
            ConfigShowCommand.class,
            ConfigHistoryCommand.class
        })
final class ConfigCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "say what to do: sluice config validate, diff, apply, show or history");
    }

    /** Reads a configuration and says all that is wrong with it. */
    @Command(
            name = "validate",
            description = "Check a configuration and its secrets; one error a line.",
            mixinStandardHelpOptions = true)
    static final class Validate implements Callable<Integer> {

        @Spec private CommandSpec spec = CommandSpec.create();

        @Parameters(
                paramLabel = "FILE",
                arity = "0..1",
                defaultValue = "sluice.yaml",
                description = "The configuration (default: ${DEFAULT-VALUE}).")
        private Path file = Path.of("sluice.yaml");

        @Override
        public Integer call() {
            SecretResolver secrets = SecretResolver.of(System.getenv());
            ParsedConfig.Valid valid = ConfigFile.read(file, secrets, spec.commandLine().getErr());
            PrintWriter out = spec.commandLine().getOut();
            out.printf(
                    "%s is valid: %d lanes, %d models, %d customers%n",
                    file,
                    Lanes.of(valid.config()).size(),
                    valid.config().models().size(),
                    valid.config().customers().size());
            List<Rule> rules = valid.config().rules();
            if (!rules.isEmpty()) {
                out.printf(
                        "%d rules: %s%n",
                        rules.size(),
                        rules.stream().map(Rule::name).collect(Collectors.joining(", ")));
            }
            return 0;
        }
    }
}
