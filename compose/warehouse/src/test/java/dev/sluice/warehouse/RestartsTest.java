package dev.sluice.warehouse;

import static dev.sluice.warehouse.Restarts.Database.ANSWERS;
import static dev.sluice.warehouse.Restarts.Database.AWAY;
import static dev.sluice.warehouse.Restarts.Decision.GIVE_UP;
import static dev.sluice.warehouse.Restarts.Decision.START;
import static dev.sluice.warehouse.Restarts.Decision.WAIT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.warehouse.Restarts.Database;
import dev.sluice.warehouse.Restarts.Decision;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RestartsTest {

    private final Restarts restarts = new Restarts();
    private Instant now = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void aSinkIsStartedAfterASecond() {
        assertThat(at(0, ANSWERS)).isEqualTo(WAIT);
        assertThat(at(999, ANSWERS)).isEqualTo(WAIT);
        assertThat(at(1, ANSWERS)).isEqualTo(START);
    }

    @Test
    void whileTheDatabaseIsAwayItIsWaitedForHoweverLong() {
        assertThat(at(0, AWAY)).isEqualTo(WAIT);
        assertThat(at(Duration.ofDays(2).toMillis(), AWAY)).isEqualTo(WAIT);
        assertThat(at(0, ANSWERS)).isEqualTo(WAIT);
        assertThat(at(1_000, ANSWERS)).isEqualTo(START);
    }

    @Test
    void eachFailureInARowWaitsLongerAndTheFourthIsTheLast() {
        for (int seconds : new int[] {1, 2, 4}) {
            assertThat(at(0, ANSWERS)).isEqualTo(WAIT);
            assertThat(at(seconds * 1_000L - 1, ANSWERS)).isEqualTo(WAIT);
            assertThat(at(1, ANSWERS)).isEqualTo(START);
        }
        assertThat(at(0, ANSWERS)).isEqualTo(GIVE_UP);
        assertThat(at(60_000, ANSWERS)).isEqualTo(GIVE_UP);
    }

    @Test
    void aSinkThatRanForAWhileBeginsAnew() {
        for (int n = 0; n < 10; n++) {
            assertThat(at(30_000, ANSWERS)).isEqualTo(WAIT);
            assertThat(at(1_000, ANSWERS)).isEqualTo(START);
        }
    }

    @Test
    void aDatabaseThatGoesAwayInBetweenForgivesTheFailures() {
        for (int n = 0; n < Restarts.TRIES_MAX; n++) {
            assertThat(at(0, ANSWERS)).isEqualTo(WAIT);
            assertThat(at(4_000, ANSWERS)).isEqualTo(START);
            assertThat(at(0, AWAY)).isEqualTo(WAIT);
        }
        assertThat(at(0, ANSWERS)).isEqualTo(WAIT);
        assertThat(at(1_000, ANSWERS)).isEqualTo(START);
    }

    private Decision at(long millisLater, Database database) {
        now = now.plusMillis(millisLater);
        return restarts.next(database, now);
    }
}
