package dev.sluice.app.roles;

import dev.sluice.config.ActiveConfig;
import dev.sluice.config.SluiceConfig;
import dev.sluice.config.secret.SecretResolver;
import dev.sluice.delivery.Route;
import dev.sluice.delivery.kafka.DeliveryRole;
import dev.sluice.dispatcher.streams.admission.AdmissionStage;
import dev.sluice.dispatcher.streams.placement.PlacementStage;
import dev.sluice.door.http.DoorRole;
import dev.sluice.ledger.audit.AuditRootKey;
import dev.sluice.ledger.streams.LedgerStage;
import dev.sluice.schemas.kafka.Role;
import dev.sluice.schemas.kafka.RoleSettings;
import dev.sluice.worker.http.ProviderClients;
import dev.sluice.worker.kafka.WorkerRole;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Starts roles of this process in the order in which a request meets them last: who reads before
 * who writes.
 */
public final class RoleStarter {

    private static final List<RoleName> ORDER =
            List.of(
                    RoleName.DELIVERY,
                    RoleName.LEDGER,
                    RoleName.WORKER,
                    RoleName.PLACEMENT,
                    RoleName.ADMISSION,
                    RoleName.HTTP);

    private final RoleContext context;
    private final InetSocketAddress door;

    /**
     * @param door where the door listens; port 0 takes a free one
     */
    public RoleStarter(RoleContext context, InetSocketAddress door) {
        this.context = context;
        this.door = door;
    }

    /** Starts {@code names}; when one fails to start, those before it are closed again. */
    public RunningRoles start(Set<RoleName> names) {
        List<Role> started = new ArrayList<>();
        try {
            for (RoleName name : ORDER) {
                if (names.contains(name)) {
                    started.add(start(name, List.copyOf(started)));
                }
            }
            return new RunningRoles(started);
        } catch (RuntimeException e) {
            new RunningRoles(started).close();
            throw e;
        }
    }

    /**
     * Whether the roles of a process can take a configuration while they run.
     *
     * @throws IllegalStateException where only a start brings it into force, or a secret is not
     *     here
     */
    public static void check(
            SluiceConfig next, ActiveConfig current, Set<RoleName> names, SecretResolver secrets) {
        Unchangeable.check(next, current.config(), names, secrets);
    }

    private Role start(RoleName name, List<Role> before) {
        RoleSettings settings = settings(name);
        return switch (name) {
            case ADMISSION ->
                    AdmissionStage.start(
                            settings,
                            context.config(),
                            context.registry(),
                            context.clock(),
                            context.secrets()::resolve);
            case PLACEMENT ->
                    PlacementStage.start(
                            settings, context.config(), context.registry(), context.clock());
            case LEDGER ->
                    LedgerStage.start(
                            settings,
                            context.config(),
                            context.registry(),
                            context.clock(),
                            auditRootKey());
            case WORKER -> ReplaceableRole.start(worker(), context.config().current());
            case DELIVERY -> ReplaceableRole.start(delivery(settings), context.config().current());
            case HTTP ->
                    DoorRole.start(
                            settings,
                            context.config(),
                            context.registry(),
                            context.clock(),
                            door,
                            new RunningRoles(before)::readiness);
        };
    }

    private RoleSettings settings(RoleName name) {
        return settings(name, context.instanceId());
    }

    private RoleSettings settings(RoleName name, String instanceId) {
        return new RoleSettings(
                context.bootstrapServers(),
                context.stateDir().resolve(name.word()),
                instanceId,
                context.stagePartitions(),
                context.requestsTopicId(),
                context.standbys());
    }

    /** Two are members of the group for a while, under names of their own. */
    private ReplaceableRole.Kind worker() {
        return new ReplaceableRole.Kind(
                "worker",
                config -> Optional.of(WorkersPart.of(config)),
                (config, number) ->
                        worker(
                                settings(
                                        RoleName.WORKER,
                                        number % 2 == 0
                                                ? context.instanceId()
                                                : context.instanceId() + "-b"),
                                config),
                worker -> ((RoleWithClients) worker).retire());
    }

    private RoleWithClients worker(RoleSettings settings, ActiveConfig config) {
        ProviderClients clients = ProviderClients.open(config, context.secrets(), context.clock());
        try {
            return new RoleWithClients(
                    WorkerRole.start(
                            settings, config, context.registry(), context.clock(), clients),
                    clients);
        } catch (RuntimeException e) {
            clients.close();
            throw e;
        }
    }

    /** Nothing is to be done before some customer has a topic of its own. */
    private ReplaceableRole.Kind delivery(RoleSettings settings) {
        return new ReplaceableRole.Kind(
                "delivery",
                config ->
                        Optional.<Object>of(Route.all(config.config(), settings.stagePartitions()))
                                .filter(routes -> !routes.equals(List.of())),
                (config, _) ->
                        DeliveryRole.start(settings, config, context.registry(), context.clock()),
                Role::close);
    }

    private AuditRootKey auditRootKey() {
        String secret =
                context.secrets().resolve(context.config().current().config().auditRootKey());
        return AuditRootKey.of(secret.getBytes(StandardCharsets.UTF_8));
    }
}
