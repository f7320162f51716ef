package dev.sluice.delivery.kafka;

import dev.sluice.config.ActiveConfig;
import dev.sluice.delivery.Route;
import dev.sluice.schemas.kafka.Role;
import dev.sluice.schemas.kafka.RoleSettings;
import dev.sluice.schemas.registry.SchemaRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;

/**
 * Copies results to customers' own topics, exactly once: {@code sluice run delivery}. Several
 * processes of it share the work.
 */
public final class DeliveryRole implements Role {

    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final Failure failure = new Failure();
    private final Admin admin;
    private final Couriers couriers;
    private final Membership membership;
    private final Thread thread;

    private DeliveryRole(
            RoleSettings role, List<Route> routes, SchemaRegistry registry, InstantSource clock) {
        DeliveryClients clients = new DeliveryClients(role);
        admin = clients.admin();
        SessionOpener sessions = new SessionOpener(clients, new TopicIds(admin), registry, clock);
        couriers =
                new Couriers(
                        routes,
                        route ->
                                new Courier(
                                        route,
                                        sessions::open,
                                        (on, cause) -> failure.report(on.getName(), cause)));
        membership = new Membership(clients.members(), couriers, failure);
        thread = Thread.ofPlatform().name("sluice-delivery").daemon().unstarted(membership);
    }

    /** Joins the group and returns; couriers follow when partitions come. */
    public static DeliveryRole start(
            RoleSettings role, ActiveConfig config, SchemaRegistry registry, InstantSource clock) {
        DeliveryRole delivery =
                new DeliveryRole(
                        role, Route.all(config.config(), role.stagePartitions()), registry, clock);
        delivery.thread.start();
        return delivery;
    }

    @Override
    public String name() {
        return "delivery";
    }

    /** Also while couriers wait: a topic that is missing concerns its customer alone. */
    @Override
    public boolean ready() {
        return membership.joined() && failure.reason().isEmpty();
    }

    @Override
    public Optional<String> failure() {
        return failure.reason();
    }

    @Override
    public Map<String, String> troubles() {
        return couriers.troubles();
    }

    /** Ends the transactions under way and leaves the group: others take over at once. */
    @Override
    public void close() {
        membership.stop();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            admin.close(CLOSE);
        }
    }
}
