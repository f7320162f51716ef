package dev.sluice.app.cli;

import dev.sluice.app.roles.AllInOne;
import dev.sluice.app.roles.AllInOneSettings;
import dev.sluice.config.secret.SecretResolver;
import dev.sluice.config.yaml.ParsedConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Everything in one process until Ctrl-C. */
@Command(
        name = "up",
        description = "Run everything in this process until Ctrl-C, durable in a folder.",
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private HostOption host = new HostOption();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "Configuration (default: one for trying out, with a simulated provider and the virtual key vk_demo_secret).")
    private Optional<Path> config = Optional.empty();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = ".sluice/up",
            description = "Where Kafka and the roles keep their data (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of(".sluice/up");

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            description = "A Kafka to use (default: an embedded one).")
    private Optional<String> kafka = Optional.empty();

    @Option(
            names = "--kafka-port",
            paramLabel = "N",
            defaultValue = "9092",
            description =
                    "Port of the embedded Kafka, 0 for a free one (default: ${DEFAULT-VALUE}).")
    private int kafkaPort = 9092;

    @Option(
            names = "--http-port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "Port of the HTTP door, 0 for a free one (default: ${DEFAULT-VALUE}).")
    private int httpPort = 8080;

    @Option(
            names = "--registry-port",
            paramLabel = "N",
            defaultValue = "8081",
            description =
                    "Port of the embedded registry, 0 for a free one (default: ${DEFAULT-VALUE}).")
    private int registryPort = 8081;

    @Option(
            names = "--health-port",
            paramLabel = "N",
            defaultValue = "8082",
            description =
                    "Port of /healthz, /readyz, /queue and /limits, 0 for a free one (default: ${DEFAULT-VALUE}).")
    private int healthPort = 8082;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        SecretResolver secrets = SecretResolver.of(System.getenv());
        try (TrialProvider trial =
                config.isPresent() ? TrialProvider.none() : TrialProvider.start()) {
            ParsedConfig.Valid parsed =
                    config.map(file -> ConfigFile.read(file, secrets, spec.commandLine().getErr()))
                            .orElseGet(() -> trial.config(secrets));
            AllInOneSettings settings =
                    new AllInOneSettings(
                            data,
                            kafka,
                            kafkaPort,
                            httpPort,
                            registryPort,
                            Optional.of(healthPort),
                            host.host);
            out.println("starting in " + data.toAbsolutePath() + " …");
            out.flush();
            AllInOne all =
                    AllInOne.start(
                            settings, parsed, secrets, InstantSource.system(), watched(secrets));
            return StopSignal.serve(
                    all,
                    new StopSignal.Watch(all::failures, all::troubles, all::news),
                    spec.commandLine().getErr(),
                    () -> greet(out, all, trial));
        }
    }

    private Supplier<Optional<ParsedConfig.Valid>> watched(SecretResolver secrets) {
        PrintWriter err = spec.commandLine().getErr();
        return config.<Supplier<Optional<ParsedConfig.Valid>>>map(
                        file -> WatchedFile.of(file, () -> ConfigFile.read(file, secrets, err)))
                .orElse(Optional::empty);
    }

    private void greet(PrintWriter out, AllInOne all, TrialProvider trial) {
        out.println("Sluice is up.");
        out.printf("  Kafka      %s%n", all.cluster().bootstrapServers());
        out.printf(
                "  HTTP       http://%s:%d/v1/chat/completions%n",
                host.host.getHostAddress(), all.httpPort());
        all.registryUrl().ifPresent(url -> out.printf("  registry   %s%n", url));
        all.healthPort()
                .ifPresent(port ->
                        out.printf(
                                "  queue      http://%1$s:%2$d/queue%n  limits     http://%1$s:%2$d/limits%n",
                                host.host.getHostAddress(), port));
        out.printf("  lanes      %d%n", all.config().lanes().size());
        trial.greeting(all.httpPort()).ifPresent(out::println);
        out.println("Ctrl-C stops it.");
        out.flush();
    }
}
