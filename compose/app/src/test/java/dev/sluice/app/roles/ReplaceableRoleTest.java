package dev.sluice.app.roles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.ActiveConfig;
import dev.sluice.schemas.kafka.Role;
import dev.sluice.testing.Samples;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ReplaceableRoleTest {

    private final List<String> events = new CopyOnWriteArrayList<>();

    /** Even versions have nothing to do; each odd one is another part. */
    private final ReplaceableRole.Kind kind =
            new ReplaceableRole.Kind(
                    "part",
                    config ->
                            Optional.<Object>of(config.version() / 2)
                                    .filter(_ -> config.version() % 2 == 1),
                    (config, number) -> started("v" + config.version() + " as " + number),
                    role -> events.add("retire " + role.name()));

    private Role started(String name) {
        if (name.startsWith("v99")) {
            throw new IllegalStateException("does not start");
        }
        events.add("start " + name);
        return new Part(name, events);
    }

    private record Part(String name, List<String> events) implements Role {
        @Override
        public boolean ready() {
            return false;
        }

        @Override
        public Optional<String> failure() {
            return Optional.of("why");
        }

        @Override
        public void close() {
            events.add("close " + name);
        }
    }

    private static ActiveConfig version(long version) {
        ActiveConfig sample = Samples.active(Samples.config());
        return new ActiveConfig(
                version, sample.config(), sample.lanes(), sample.lanePartitions(), sample.prices());
    }

    @Test
    void theNextOneRunsBeforeTheOneBeforeRetires() {
        ReplaceableRole role = ReplaceableRole.start(kind, version(1));
        role.follow(version(3));
        role.awaitRetired();
        role.close();

        assertThat(events)
                .containsExactly(
                        "start v1 as 0", "start v3 as 1", "retire v1 as 0", "close v3 as 1");
        assertThat(role.failure()).contains("why");
    }

    @Test
    void whereNothingToDoIsLeftItIsReadyAndRunsNothing() {
        ReplaceableRole role = ReplaceableRole.start(kind, version(2));
        assertThat(role.ready()).isTrue();
        assertThat(role.failure()).isEmpty();

        role.follow(version(3));
        assertThat(role.ready()).isFalse();
        role.follow(version(4));
        role.awaitRetired();

        assertThat(role.ready()).isTrue();
        assertThat(events).containsExactly("start v3 as 1", "retire v3 as 1");
    }

    @Test
    void oneThatDoesNotStartLeavesTheOneBeforeAndMayBeTriedAgain() {
        ReplaceableRole role = ReplaceableRole.start(kind, version(1));

        assertThatThrownBy(() -> role.follow(version(99))).hasMessage("does not start");
        role.follow(version(5));
        role.awaitRetired();

        assertThat(events).containsExactly("start v1 as 0", "start v5 as 1", "retire v1 as 0");
    }

    @Test
    void whatIsClosedFollowsNoMore() {
        ReplaceableRole role = ReplaceableRole.start(kind, version(1));
        role.close();
        role.follow(version(3));

        assertThat(events).containsExactly("start v1 as 0", "close v1 as 0");
    }

    /** Calls of the one before may take an hour: the next change does not wait for them. */
    @Test
    void followingDoesNotWaitForTheOneThatRetires() throws Exception {
        CountDownLatch calls = new CountDownLatch(1);
        ReplaceableRole.Kind slow =
                new ReplaceableRole.Kind(
                        "part",
                        kind.part(),
                        kind.start(),
                        role -> {
                            try {
                                calls.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            events.add("retire " + role.name());
                        });
        ReplaceableRole role = ReplaceableRole.start(slow, version(1));
        role.follow(version(3));
        assertThat(events).containsExactly("start v1 as 0", "start v3 as 1");

        calls.countDown();
        role.close();
        assertThat(events).contains("retire v1 as 0", "close v3 as 1");
    }
}
