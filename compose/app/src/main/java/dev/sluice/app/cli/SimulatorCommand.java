package dev.sluice.app.cli;

import dev.sluice.app.sim.ProviderCopy;
import dev.sluice.app.sim.Simulator;
import dev.sluice.app.sim.SimulatorConfig;
import dev.sluice.config.ProviderConfig;
import dev.sluice.config.SluiceConfig;
import dev.sluice.config.secret.SecretResolver;
import dev.sluice.config.yaml.LocatedSecret;
import dev.sluice.config.yaml.ParsedConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The simulated provider as a process of its own. */
@Command(
        name = "simulator",
        description = "Run a simulated provider until Ctrl-C: no key is real, no token costs.",
        mixinStandardHelpOptions = true)
final class SimulatorCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private HostOption host = new HostOption();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "Stand in for a provider of this configuration: its keys, limits, models and prices (default: those of `sluice up` without one).")
    private Optional<Path> config = Optional.empty();

    @Option(
            names = "--provider",
            paramLabel = "ID",
            description = "Which provider of the configuration (default: the only one).")
    private Optional<String> provider = Optional.empty();

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "4010",
            description = "Port, 0 for a free one (default: ${DEFAULT-VALUE}).")
    private int port = 4010;

    @Option(
            names = "--latency",
            paramLabel = "TIME",
            defaultValue = "300ms",
            converter = TimeSpan.class,
            description = "How long an answer takes (default: ${DEFAULT-VALUE}).")
    private Duration latency = Duration.ofMillis(300);

    @Option(
            names = "--jitter",
            paramLabel = "TIME",
            defaultValue = "0s",
            converter = TimeSpan.class,
            description = "Up to so much more, another for each call (default: ${DEFAULT-VALUE}).")
    private Duration jitter = Duration.ZERO;

    @Override
    public Integer call() throws InterruptedException {
        SimulatorConfig simulated =
                config.map(this::copy)
                        .orElseGet(TrialProvider::simulator)
                        .onHost(host.host.getHostAddress())
                        .onPort(port)
                        .withLatency(latency)
                        .withJitter(jitter);
        Simulator simulator = Simulator.start(simulated);
        return StopSignal.serve(
                simulator,
                List::of,
                spec.commandLine().getErr(),
                () -> greet(simulator, simulated, spec.commandLine().getOut()));
    }

    private SimulatorConfig copy(Path file) {
        SecretResolver secrets = SecretResolver.of(System.getenv());
        ParsedConfig.Valid parsed =
                ConfigFile.read(
                        file,
                        secrets,
                        EnumSet.of(LocatedSecret.Use.PROVIDER_KEY),
                        spec.commandLine().getErr());
        return ProviderCopy.of(chosen(parsed.config(), file), parsed.config(), secrets::resolve);
    }

    private ProviderConfig chosen(SluiceConfig whole, Path file) {
        List<ProviderConfig> fitting =
                whole.providers().stream()
                        .filter(found -> provider.map(found.id()::equals).orElse(true))
                        .toList();
        if (fitting.size() == 1) {
            return fitting.getFirst();
        }
        String there =
                whole.providers().stream()
                        .map(ProviderConfig::id)
                        .collect(Collectors.joining(", "));
        throw new CommandFailure(
                provider.map(id -> "%s has no provider '%s'; it has %s".formatted(file, id, there))
                        .orElse(
                                "%s has several providers, name one with --provider: %s"
                                        .formatted(file, there)));
    }

    private static void greet(Simulator simulator, SimulatorConfig simulated, PrintWriter out) {
        out.printf(
                "simulated provider at %s, keys %s, models %s%n",
                simulator.baseUrl(),
                names(simulated.keys().stream().map(SimulatorConfig.Key::id).toList()),
                names(simulated.models().stream().map(SimulatorConfig.Model::name).toList()));
        out.flush();
    }

    private static String names(List<String> names) {
        return String.join(", ", names);
    }
}
