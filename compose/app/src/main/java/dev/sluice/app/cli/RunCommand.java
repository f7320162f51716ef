package dev.sluice.app.cli;

import dev.sluice.app.kafka.Patience;
import dev.sluice.app.roles.ClusterLink;
import dev.sluice.app.roles.ConfigFollower;
import dev.sluice.app.roles.LiveConfig;
import dev.sluice.app.roles.RoleContext;
import dev.sluice.app.roles.RoleName;
import dev.sluice.app.roles.RoleStarter;
import dev.sluice.config.SluiceConfig;
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
import java.util.function.Supplier;
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
            description = "Configuration to bring into force (default: the one in force).")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--watch", description = "Apply each change of the configuration's file.")
    private boolean watch;

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
            names = "--standbys",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Other processes of a stage that keep a copy of its state (default: ${DEFAULT-VALUE}).")
    private int standbys = 1;

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
        Set<RoleName> names =
                RoleName.parse(role)
                        .orElseThrow(() ->
                                new CommandFailure(
                                        "there is no role '%s'; there are %s"
                                                .formatted(role, RoleName.words())));
        if (standbys < 0) {
            throw new CommandFailure("--standbys is at least 0, not " + standbys);
        }
        if (watch && config.isEmpty()) {
            throw new CommandFailure("--watch needs a file to watch: name it with --config FILE");
        }
        SecretResolver secrets = SecretResolver.of(System.getenv());
        // Before the file is read: what changes from here on is a change.
        Supplier<Optional<ParsedConfig.Valid>> changes = watched(names, secrets);
        Optional<ParsedConfig.Valid> parsed = config.map(file -> read(file, names, secrets));
        parsed.ifPresent(own -> refuseIdleDelivery(names, own.config()));
        Patience patience = wait.begin();
        try (ClusterLink cluster =
                patience.untilItWorks(() ->
                        ClusterLink.open(
                                kafka, parsed.flatMap(own -> own.config().registryUrl())))) {
            patience.untilItRuns(cluster::registerSchemas);
            return serve(names, cluster, parsed, changes, secrets);
        }
    }

    private int serve(
            Set<RoleName> names,
            ClusterLink cluster,
            Optional<ParsedConfig.Valid> parsed,
            Supplier<Optional<ParsedConfig.Valid>> changes,
            SecretResolver secrets)
            throws InterruptedException {
        InstantSource clock = InstantSource.system();
        String name = instance.orElseGet(RunCommand::hostName);
        LiveConfig live =
                new LiveConfig(
                        parsed.map(own -> cluster.apply(own, name, clock))
                                .or(cluster::configInForce)
                                .orElseThrow(() ->
                                        new CommandFailure(
                                                "no configuration is in force at %s: name one with --config FILE, or bring one into force with `sluice config apply FILE`"
                                                        .formatted(kafka))));
        refuseIdleDelivery(names, live.current().config());
        RoleContext context =
                cluster.context(data.resolve(name), name, live, secrets, clock)
                        .withStandbys(standbys);
        WatchedRoles roles =
                WatchedRoles.watch(
                        new RoleStarter(context, host.port(httpPort)).start(names),
                        healthPort.map(host::port));
        ConfigFollower follower =
                ConfigFollower.start(
                        cluster,
                        live,
                        new ConfigFollower.Parts(
                                name,
                                changes,
                                next -> RoleStarter.check(next, live.current(), names, secrets),
                                roles.roles()),
                        clock);
        FollowingRoles all = new FollowingRoles(roles, follower);
        return StopSignal.serve(
                all,
                new StopSignal.Watch(roles.roles()::failures, all::troubles, follower::news),
                spec.commandLine().getErr(),
                () -> greet(roles, live));
    }

    private void greet(WatchedRoles roles, LiveConfig live) {
        roles.roles().awaitReady(READY_MAX);
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%s is ready, configuration version %d%n", role, live.current().version());
        out.flush();
    }

    private ParsedConfig.Valid read(Path file, Set<RoleName> names, SecretResolver secrets) {
        return ConfigFile.read(file, secrets, secretsOf(names), spec.commandLine().getErr());
    }

    private Supplier<Optional<ParsedConfig.Valid>> watched(
            Set<RoleName> names, SecretResolver secrets) {
        return config.filter(_ -> watch)
                .<Supplier<Optional<ParsedConfig.Valid>>>map(
                        file -> WatchedFile.of(file, () -> read(file, names, secrets)))
                .orElse(Optional::empty);
    }

    /** Most likely another file was meant: it would run and never do anything. */
    private void refuseIdleDelivery(Set<RoleName> names, SluiceConfig active) {
        if (names.contains(RoleName.DELIVERY) && Route.topics(active).isEmpty()) {
            throw new CommandFailure(
                    "there is nothing to deliver: no customer in %s has a results topic (customers.<id>.results)"
                            .formatted(
                                    config.map(Path::toString)
                                            .orElse("the configuration in force")));
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
