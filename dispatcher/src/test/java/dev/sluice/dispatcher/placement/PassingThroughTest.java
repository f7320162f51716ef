package dev.sluice.dispatcher.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who is dead, or waits for something else, stands in nobody's way. */
class PassingThroughTest {

    private final Desk desk = new Desk();

    @Test
    void manyThatExpireAtOnceKeepNobodyFromHisLease() {
        for (int n = 0; n < 5_000; n++) {
            desk.arrive(Desk.attemptOf("acme", "dead" + n));
        }
        for (int n = 0; n < 20; n++) {
            desk.arrive(
                    Desk.attemptOf("bravo", "alive" + n).setDeadline(desk.now.plusSeconds(900)));
        }
        desk.pass(Duration.ofSeconds(60));
        desk.announce("a", 0);
        desk.store.takeOperations();
        desk.announce("a", 10);
        desk.tick(20);
        assertThat(desk.leased()).hasSize(10).allMatch(id -> id.startsWith("alive"));
        assertThat(desk.ends).hasSizeLessThan(200);
        assertThat(desk.store.takeOperations()).isLessThan(2_000);
        desk.tick();
        assertThat(desk.ends).hasSize(5_000);
    }

    @Test
    void whereNobodyWhoWaitsCouldGoANewcomerGoesRightThrough() {
        desk.arrive(Desk.attempt("n").setModel("n"));
        desk.announce("a", 1);
        desk.store.takeOperations();
        desk.arrive(Desk.attempt("m"));
        assertThat(desk.leased()).containsExactly("m");
        // looks whether it waits already, and writes the lane
        assertThat(desk.store.takeOperations()).isLessThanOrEqualTo(4);
    }
}
