package dev.sluice.app.roles;

import dev.sluice.config.ActiveConfig;
import dev.sluice.dispatcher.streams.admission.AdmissionLimits;
import dev.sluice.dispatcher.streams.admission.AdmissionStage;
import dev.sluice.dispatcher.streams.placement.PlacementQueue;
import dev.sluice.dispatcher.streams.placement.PlacementStage;
import dev.sluice.door.http.DoorRole;
import dev.sluice.door.http.Readiness;
import dev.sluice.schemas.kafka.Role;
import dev.sluice.schemas.record.LaneAnnouncement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The roles that were started here. Closed in the opposite order, so that nothing is fed that
 * nobody reads any more.
 */
public final class RunningRoles implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunningRoles.class);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final List<Role> roles;

    RunningRoles(List<Role> roles) {
        this.roles = List.copyOf(roles);
    }

    /** The port of the door, where it is one of them. */
    public OptionalInt doorPort() {
        return roles.stream()
                .filter(DoorRole.class::isInstance)
                .mapToInt(role -> ((DoorRole) role).port())
                .findAny();
    }

    /** What waits for providers, where placement is one of them. */
    public Optional<PlacementQueue> queue() {
        return roles.stream()
                .filter(PlacementStage.class::isInstance)
                .map(role -> ((PlacementStage) role).queue())
                .findAny();
    }

    /** How full limits are, where admission is one of them. */
    public Optional<AdmissionLimits> limits() {
        return roles.stream()
                .filter(AdmissionStage.class::isInstance)
                .map(role -> ((AdmissionStage) role).limits())
                .findAny();
    }

    /** Names of those that do not serve yet, with the reason where one stopped. */
    public List<String> notReady() {
        List<String> names = new ArrayList<>();
        for (Role role : roles) {
            if (!role.ready()) {
                names.add(role.name() + role.failure().map(why -> " (" + why + ")").orElse(""));
            }
        }
        return names;
    }

    /** The same for {@code /readyz}; any thread. */
    public Readiness readiness() {
        Map<String, String> waitingFor = new TreeMap<>();
        for (Role role : roles) {
            if (!role.ready()) {
                waitingFor.put(role.name(), role.failure().orElse("starting"));
            }
        }
        return new Readiness(waitingFor);
    }

    /** The newest announcements of the lanes that run here; any thread. */
    public List<LaneAnnouncement> lanes() {
        return roles.stream().flatMap(role -> role.lanes().stream()).toList();
    }

    /** Replaces those that a new configuration concerns; the others read it themselves. */
    void follow(ActiveConfig next) {
        for (Role role : roles) {
            if (role instanceof ReplaceableRole replaceable) {
                replaceable.follow(next);
            }
        }
    }

    /** Why a role stopped by itself; empty while all run. */
    public List<String> failures() {
        List<String> failures = new ArrayList<>();
        for (Role role : roles) {
            role.failure().ifPresent(why -> failures.add(role.name() + ": " + why));
        }
        return failures;
    }

    /** What parts of roles wait for that serve all the same, by role and part. */
    public Map<String, String> troubles() {
        Map<String, String> troubles = new TreeMap<>();
        for (Role role : roles) {
            role.troubles().forEach((part, why) -> troubles.put(role.name() + " " + part, why));
        }
        return troubles;
    }

    /**
     * Blocks until all serve.
     *
     * @throws IllegalStateException where one stops, or all do not serve within {@code timeout}
     */
    public void awaitReady(Duration timeout) {
        long until = System.nanoTime() + timeout.toNanos();
        while (!notReady().isEmpty()) {
            if (!failures().isEmpty()) {
                throw new IllegalStateException("stopped while starting: " + failures());
            }
            if (System.nanoTime() - until > 0) {
                throw new IllegalStateException(
                        "not ready after %d s: %s".formatted(timeout.toSeconds(), notReady()));
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    @Override
    public void close() {
        for (Role role : roles.reversed()) {
            try {
                role.close();
            } catch (RuntimeException e) {
                LOG.atWarn()
                        .setCause(e)
                        .addKeyValue("role", role.name())
                        .log("role did not close in order");
            }
        }
    }
}
