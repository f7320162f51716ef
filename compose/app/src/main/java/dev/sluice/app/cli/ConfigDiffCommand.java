package dev.sluice.app.cli;

import dev.sluice.app.roles.ClusterLink;
import dev.sluice.config.secret.SecretResolver;
import dev.sluice.config.yaml.LocatedSecret;
import dev.sluice.config.yaml.ParsedConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a file would change. */
@Command(
        name = "diff",
        description =
                "What a file changes of the configuration in force; exit code 1 where it does.",
        mixinStandardHelpOptions = true)
final class ConfigDiffCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private KafkaOption kafka = new KafkaOption();

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            defaultValue = "sluice.yaml",
            description = "The configuration (default: ${DEFAULT-VALUE}).")
    private Path file = Path.of("sluice.yaml");

    @Override
    public Integer call() {
        ParsedConfig.Valid parsed =
                ConfigFile.read(
                        file,
                        SecretResolver.of(System.getenv()),
                        EnumSet.noneOf(LocatedSecret.Use.class),
                        spec.commandLine().getErr());
        PrintWriter out = spec.commandLine().getOut();
        try (ClusterLink cluster = kafka.open()) {
            ConfigChanges changes = ConfigChanges.of(parsed, cluster);
            if (changes.changes().isEmpty()) {
                out.printf("%s says what version %d says.%n", file, changes.version());
                return 0;
            }
            changes.lines().forEach(out::println);
            return 1;
        }
    }
}
