package dev.sluice.app.roles;

import dev.sluice.config.ActiveConfig;
import dev.sluice.schemas.kafka.Role;
import dev.sluice.schemas.record.LaneAnnouncement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A role that does not change while it runs: where a new configuration concerns it, another one is
 * started, and the one before ends what it has under way. Followed by one thread; asked by any.
 */
final class ReplaceableRole implements Role {

    private final Kind kind;
    private ActiveConfig config;
    private int number;
    private volatile Optional<Role> current;
    private Optional<Thread> retiring = Optional.empty();
    private volatile boolean closed;

    /**
     * How one kind of role is replaced.
     *
     * @param part what it goes by; empty: there is nothing to do for it
     * @param start of the configuration, and how many were started before
     * @param retire lets another have its work at once, returns when its own is done
     */
    record Kind(
            String name,
            Function<ActiveConfig, Optional<Object>> part,
            BiFunction<ActiveConfig, Integer, Role> start,
            Consumer<Role> retire) {}

    private ReplaceableRole(Kind kind, ActiveConfig config) {
        this.kind = kind;
        this.config = config;
        this.current = started(config);
    }

    static ReplaceableRole start(Kind kind, ActiveConfig config) {
        return new ReplaceableRole(kind, config);
    }

    private Optional<Role> started(ActiveConfig under) {
        return kind.part.apply(under).map(_ -> kind.start.apply(under, number));
    }

    /**
     * The next one runs first, so that nobody waits for the one before.
     *
     * @throws RuntimeException where the next one does not start; the one before goes on
     */
    void follow(ActiveConfig next) {
        if (closed || kind.part.apply(next).equals(kind.part.apply(config))) {
            return;
        }
        Optional<Role> before = current;
        Optional<Role> after = kind.part.apply(next).map(_ -> kind.start.apply(next, number + 1));
        number++;
        current = after;
        config = next;
        awaitRetired();
        // Its calls may take long: what changes next must not wait for them.
        before.ifPresent(role ->
                retiring = Optional.of(Thread.startVirtualThread(() -> kind.retire.accept(role))));
    }

    /** Returns when the one before has ended what it had under way. */
    void awaitRetired() {
        retiring.ifPresent(thread -> {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        retiring = Optional.empty();
    }

    @Override
    public String name() {
        return kind.name;
    }

    @Override
    public boolean ready() {
        return current.map(Role::ready).orElse(true);
    }

    @Override
    public Optional<String> failure() {
        return current.flatMap(Role::failure);
    }

    @Override
    public Map<String, String> troubles() {
        return current.map(Role::troubles).orElse(Map.of());
    }

    @Override
    public List<LaneAnnouncement> lanes() {
        return current.map(Role::lanes).orElse(List.of());
    }

    @Override
    public void close() {
        closed = true;
        current.ifPresent(Role::close);
        awaitRetired();
    }
}
