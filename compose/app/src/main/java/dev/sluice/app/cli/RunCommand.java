package dev.sluice.app.cli;

import dev.sluice.app.kafka.Patience;
import dev.sluice.app.roles.ClusterLink;
import dev.sluice.app.roles.RoleContext;
import dev.sluice.app.roles.RoleName;
import dev.sluice.app.roles.RoleStarter;
import dev.sluice.config.ActiveConfig;
import dev.sluice.config.secret.SecretResolver;
import dev.sluice.config.yaml.LocatedSecret;
import dev.sluice.config.yaml.ParsedConfig;
import dev.sluice.delivery.Route;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One role against any Kafka. */
@Command(
        name = "run",
        description = "Run one role against a Kafka that has Sluice's topics.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

    private static final Duration READY_MAX = Duration.ofSeconds(90);

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private HostOption host = new HostOption();
    @Mixin private WaitOption wait = new WaitOption();

    @Parameters(
            paramLabel = "ROLE",
            description =
                    "admission, placement, dispatcher (both), worker, ledger, delivery or http.")
    private String role = "";

    @Option(
            names = "--config",
            paramLabel = "FILE",
            required = true,
            description = "Configuration.")
    private Path config = Path.of("sluice.yaml");

    @Option(names = "--kafka", paramLabel = "HOST:PORT", required = true, description = "Kafka.")
    private String kafka = "";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = ".sluice/run",
            description = "Where the role keeps its state (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of(".sluice/run");

    @Option(
            names = "--instance",
            paramLabel = "NAME",
            description =
                    "Stable name of this process among those of its role (default: the host's name).")
    private Optional<String> instance = Optional.empty();

    @Option(
            names = "--http-port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "Port of the HTTP door (default: ${DEFAULT-VALUE}).")
    private int httpPort = 8080;

    @Option(
            names = "--health-port",
            paramLabel = "N",
            description =
                    "Port of /healthz, /readyz, /metrics, (placement) /queue and (admission) /limits, 0 for a free one (default: none).")
    private Optional<Integer> healthPort = Optional.empty();

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Set<RoleName> names =
                RoleName.parse(role)
                        .orElseThrow(() ->
                                new CommandFailure(
                                        "there is no role '%s'; there are %s"
                                                .formatted(role, RoleName.words())));
        SecretResolver secrets = SecretResolver.of(System.getenv());
        ParsedConfig.Valid parsed =
                ConfigFile.read(config, secrets, secretsOf(names), spec.commandLine().getErr());
        refuseIdleDelivery(names, parsed);
        InstantSource clock = InstantSource.system();
        String name = instance.orElseGet(RunCommand::hostName);
        Patience patience = wait.begin();
        try (ClusterLink cluster =
                patience.untilItWorks(
                        () -> ClusterLink.open(kafka, parsed.config().registryUrl()))) {
            patience.untilItRuns(cluster::registerSchemas);
            ActiveConfig active = cluster.apply(parsed, name, clock);
            RoleContext context = cluster.context(data.resolve(name), name, active, secrets, clock);
            WatchedRoles roles =
                    WatchedRoles.watch(
                            new RoleStarter(context, host.port(httpPort)).start(names),
                            healthPort.map(host::port));
            return StopSignal.serve(
                    roles,
                    new StopSignal.Watch(roles.roles()::failures, roles.roles()::troubles),
                    spec.commandLine().getErr(),
                    () -> {
                        roles.roles().awaitReady(READY_MAX);
                        out.printf(
                                "%s is ready, configuration version %d%n", role, active.version());
                        out.flush();
                    });
        }
    }

    /** Most likely another file was meant: it would run and never do anything. */
    private void refuseIdleDelivery(Set<RoleName> names, ParsedConfig.Valid parsed) {
        if (names.contains(RoleName.DELIVERY) && Route.topics(parsed.config()).isEmpty()) {
            throw new CommandFailure(
                    "there is nothing to deliver: no customer in %s has a results topic (customers.<id>.results)"
                            .formatted(config));
        }
    }

    private static Set<LocatedSecret.Use> secretsOf(Set<RoleName> names) {
        Set<LocatedSecret.Use> uses = EnumSet.noneOf(LocatedSecret.Use.class);
        if (names.contains(RoleName.WORKER)) {
            uses.add(LocatedSecret.Use.PROVIDER_KEY);
        }
        if (names.contains(RoleName.ADMISSION)) {
            uses.add(LocatedSecret.Use.SIGNING_ROOT);
        }
        if (names.contains(RoleName.LEDGER)) {
            uses.add(LocatedSecret.Use.AUDIT_ROOT);
        }
        return uses;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            throw new CommandFailure("this host has no name; give one with --instance NAME", e);
        }
    }
}
