package dev.sluice.app.roles;

import dev.sluice.schemas.kafka.Role;
import dev.sluice.schemas.record.LaneAnnouncement;
import dev.sluice.worker.http.ProviderClients;
import dev.sluice.worker.kafka.WorkerRole;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A worker with the clients that it calls through: they are closed when it calls no more. */
record RoleWithClients(WorkerRole worker, ProviderClients clients) implements Role {

    @Override
    public String name() {
        return worker.name();
    }

    @Override
    public boolean ready() {
        return worker.ready();
    }

    @Override
    public Optional<String> failure() {
        return worker.failure();
    }

    @Override
    public Map<String, String> troubles() {
        return worker.troubles();
    }

    @Override
    public List<LaneAnnouncement> lanes() {
        return worker.lanes();
    }

    /** Another takes its place: see {@link WorkerRole#retire()}. */
    void retire() {
        try (clients) {
            worker.retire();
        }
    }

    @Override
    public void close() {
        try (clients) {
            worker.close();
        }
    }
}
