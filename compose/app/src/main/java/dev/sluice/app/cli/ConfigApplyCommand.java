package dev.sluice.app.cli;

import dev.sluice.app.roles.ClusterLink;
import dev.sluice.config.ActiveConfig;
import dev.sluice.config.secret.SecretResolver;
import dev.sluice.config.yaml.LocatedSecret;
import dev.sluice.config.yaml.ParsedConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings a file into force. */
@Command(
        name = "apply",
        description =
                "Bring a configuration into force, in place of the one that is, and of no other.",
        mixinStandardHelpOptions = true)
final class ConfigApplyCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private KafkaOption kafka = new KafkaOption();

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            defaultValue = "sluice.yaml",
            description = "The configuration (default: ${DEFAULT-VALUE}).")
    private Path file = Path.of("sluice.yaml");

    @Option(
            names = "--replaces",
            paramLabel = "VERSION",
            description =
                    "Only in place of this version, 0 for none (default: the one that is found).")
    private Optional<Long> replaces = Optional.empty();

    @Option(names = "--dry-run", description = "Say what would change, and change nothing.")
    private boolean dryRun;

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
            changes.lines().forEach(out::println);
            if (changes.changes().isEmpty()) {
                out.printf("Nothing to change: version %d says the same.%n", changes.version());
            } else if (!dryRun) {
                ActiveConfig active =
                        cluster.applyOver(
                                replaces.orElse(changes.version()),
                                parsed,
                                Person.here() + " " + UUID.randomUUID(),
                                InstantSource.system());
                out.printf(
                        "Version %d is in force, in place of %d.%n",
                        active.version(), changes.version());
            }
            return 0;
        }
    }
}
