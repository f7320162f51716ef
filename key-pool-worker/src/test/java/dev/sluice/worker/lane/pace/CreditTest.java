package dev.sluice.worker.lane.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CreditTest {

    private static final long MS = 1_000_000;
    private final Credit credit = new Credit();

    @ParameterizedTest(name = "{0} startable at {1} a second: room {2}")
    @CsvSource({"0,10,2", "0.9,10,2", "9,10,11", "3.2,100,14", "0,0.5,2", "5,Infinity,6"})
    void roomIsOneMoreThanCanStartNowAndWhatRefillsOnTheWay(
            double startable, double perSecond, long room) {
        assertThat(credit.room(startable, perSecond)).isEqualTo(room);
    }

    @Test
    void leasesThatLeftTheQueueMakeRoomForOthers() {
        credit.announce(credit.upTo(3), 0);
        credit.arrived(1, 0, 0);
        credit.arrived(2, 0, 0);
        assertThat(credit.upTo(3)).isEqualTo(3);
        credit.left();
        assertThat(credit.upTo(3)).isEqualTo(4);
    }

    @Test
    void whatWasAnnouncedIsNeverTakenBack() {
        credit.announce(credit.upTo(10), 0);
        assertThat(credit.upTo(0)).isEqualTo(10);
    }

    @Test
    void workOfOlderEpochsTakesOfTheRoom() {
        credit.olderArrived();
        credit.olderArrived();
        assertThat(credit.upTo(5)).isEqualTo(3);
        credit.olderLeft();
        assertThat(credit.upTo(5)).isEqualTo(4);
    }

    @Test
    void tauIsTheWayFromAnAnnouncementToItsFirstUse() {
        credit.announce(2, 0);
        credit.arrived(1, 60 * MS, 0);
        assertThat(credit.tau()).isEqualTo(Duration.ofMillis(60));
        credit.announce(4, 100 * MS);
        credit.arrived(2, 400 * MS, 0); // the second use of the first announcement tells nothing
        assertThat(credit.tau()).isEqualTo(Duration.ofMillis(60));
        credit.arrived(3, 300 * MS, 0);
        assertThat(credit.tau()).isEqualTo(Duration.ofMillis(200));
    }

    @ParameterizedTest(name = "announced at 100 ms, used at {0} by what waited since {1}: {2}")
    @CsvSource({
        "160, 0,   60",
        "160, 100, 60",
        // it came later: how long nobody came is not how long the way is
        "160, 101, 100",
        "590, 580, 100",
        // nobody can have waited so long
        "10000, 0, 100",
    })
    void aWayThatNobodyWasWaitingForIsNotMeasured(long usedAt, long waitsSince, long tauMillis) {
        credit.announce(2, 100 * MS);
        credit.arrived(1, usedAt * MS, waitsSince * MS);
        assertThat(credit.tau()).isEqualTo(Duration.ofMillis(tauMillis));
    }

    @Test
    void tauStaysWithinItsBounds() {
        credit.announce(1, 0);
        credit.arrived(1, 1, 0);
        assertThat(credit.tau()).isEqualTo(Duration.ofMillis(20));
    }
}
