package dev.sluice.app.cli;

import dev.sluice.app.health.http.DispatcherViews;
import dev.sluice.app.health.http.HealthServer;
import dev.sluice.app.metrics.LaneMetrics;
import dev.sluice.app.roles.RunningRoles;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;

/** Roles with the health check for them, where one was asked for: it answers until they stopped. */
record WatchedRoles(RunningRoles roles, Optional<HealthServer> health) implements AutoCloseable {

    /** Where the health check cannot start, the roles are closed again. */
    static WatchedRoles watch(RunningRoles roles, Optional<InetSocketAddress> healthAt) {
        try {
            return new WatchedRoles(
                    roles,
                    healthAt.map(at ->
                            HealthServer.start(
                                    at,
                                    roles::readiness,
                                    () -> LaneMetrics.text(roles.lanes(), Instant.now()),
                                    new DispatcherViews(roles.queue(), roles.limits()))));
        } catch (RuntimeException e) {
            roles.close();
            throw e;
        }
    }

    @Override
    public void close() {
        roles.close();
        health.ifPresent(HealthServer::close);
    }
}
