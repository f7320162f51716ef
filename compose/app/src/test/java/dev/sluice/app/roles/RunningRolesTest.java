package dev.sluice.app.roles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.sluice.door.http.Readiness;
import dev.sluice.schemas.kafka.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunningRolesTest {

    private final List<String> closed = new ArrayList<>();

    @Test
    void they_are_closed_in_the_opposite_order() {
        roles(serving("ledger"), serving("worker"), serving("http")).close();

        assertThat(closed).containsExactly("http", "worker", "ledger");
    }

    @Test
    void one_that_does_not_close_in_order_keeps_no_other_open() {
        Part stuck = serving("worker");
        stuck.closing = Optional.of(new IllegalStateException("stuck"));

        assertThatCode(() -> roles(serving("ledger"), stuck, serving("http")).close())
                .doesNotThrowAnyException();

        assertThat(closed).containsExactly("http", "worker", "ledger");
    }

    @Test
    void all_of_them_serve() {
        RunningRoles roles = roles(serving("ledger"), serving("worker"));

        roles.awaitReady(Duration.ZERO);

        assertThat(roles.notReady()).isEmpty();
        assertThat(roles.readiness()).isEqualTo(Readiness.READY);
        assertThat(roles.failures()).isEmpty();
        assertThat(roles.doorPort()).isEmpty();
    }

    @Test
    void no_role_at_all_is_ready() {
        roles().awaitReady(Duration.ZERO);

        assertThat(closed).isEmpty();
    }

    @Test
    void waiting_ends_when_the_last_one_serves() {
        Part late = new Part("admission", 3);

        roles(serving("ledger"), late).awaitReady(Duration.ofMinutes(1));

        assertThat(late.looks).isEqualTo(4);
    }

    @Test
    void one_that_does_not_get_ready_is_named() {
        RunningRoles roles = roles(serving("ledger"), new Part("admission", Integer.MAX_VALUE));

        assertThat(roles.readiness().waitingFor()).containsExactly(entry("admission", "starting"));
        assertThatThrownBy(() -> roles.awaitReady(Duration.ZERO))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("not ready after 0 s: [admission]");
        assertThat(closed).as("whoever started them closes them").isEmpty();
    }

    @Test
    void one_that_stops_while_starting_ends_the_wait_at_once() {
        Part broken = new Part("worker", Integer.MAX_VALUE);
        broken.failure = Optional.of("fenced");
        RunningRoles roles = roles(serving("ledger"), broken);

        assertThat(roles.notReady()).containsExactly("worker (fenced)");
        assertThat(roles.readiness().waitingFor()).containsExactly(entry("worker", "fenced"));
        assertThatThrownBy(() -> roles.awaitReady(Duration.ofMinutes(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("stopped while starting: [worker: fenced]");
    }

    @Test
    void one_that_stops_later_is_told_with_its_reason() {
        Part ledger = serving("ledger");
        RunningRoles roles = roles(ledger, serving("worker"));
        roles.awaitReady(Duration.ZERO);

        ledger.failure = Optional.of("disk full");

        assertThat(roles.failures()).containsExactly("ledger: disk full");
    }

    @Test
    void what_parts_of_them_wait_for_is_told_by_role_and_part() {
        Part delivery = serving("delivery");
        delivery.troubles = Map.of("acme", "no topic");

        RunningRoles roles = roles(serving("ledger"), delivery);

        assertThat(roles.troubles()).containsExactly(Map.entry("delivery acme", "no topic"));
        assertThat(roles.notReady()).isEmpty();
    }

    private RunningRoles roles(Part... parts) {
        return new RunningRoles(List.of(parts));
    }

    private Part serving(String name) {
        return new Part(name, 0);
    }

    /** Serves from the look on that it is told. */
    private final class Part implements Role {

        private final String name;
        private final int looksBefore;
        private int looks;
        private Optional<String> failure = Optional.empty();
        private Optional<RuntimeException> closing = Optional.empty();
        private Map<String, String> troubles = Map.of();

        Part(String name, int looksBefore) {
            this.name = name;
            this.looksBefore = looksBefore;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public boolean ready() {
            looks++;
            return looks > looksBefore;
        }

        @Override
        public Optional<String> failure() {
            return failure;
        }

        @Override
        public Map<String, String> troubles() {
            return troubles;
        }

        @Override
        public void close() {
            closed.add(name);
            closing.ifPresent(e -> {
                throw e;
            });
        }
    }
}
