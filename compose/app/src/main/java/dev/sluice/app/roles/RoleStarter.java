package dev.sluice.app.roles;

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
            case WORKER -> worker(settings);
            case DELIVERY ->
                    DeliveryRole.start(
                            settings, context.config(), context.registry(), context.clock());
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
        return new RoleSettings(
                context.bootstrapServers(),
                context.stateDir().resolve(name.word()),
                context.instanceId(),
                context.stagePartitions(),
                context.requestsTopicId());
    }

    private Role worker(RoleSettings settings) {
        ProviderClients clients =
                ProviderClients.open(context.config(), context.secrets(), context.clock());
        try {
            return new RoleWithClients(
                    WorkerRole.start(
                            settings,
                            context.config(),
                            context.registry(),
                            context.clock(),
                            clients),
                    clients);
        } catch (RuntimeException e) {
            clients.close();
            throw e;
        }
    }

    private AuditRootKey auditRootKey() {
        String secret = context.secrets().resolve(context.config().config().auditRootKey());
        return AuditRootKey.of(secret.getBytes(StandardCharsets.UTF_8));
    }
}
