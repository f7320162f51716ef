package dev.sluice.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.bench.kafka.HopReader.Place;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HopTimesTest {

    private static final long MILLI = 1_000_000;

    private final HopTimes times = new HopTimes();

    private void passed(String id, Place place, long millis) {
        times.passed(id, place, millis * MILLI, Duration.ZERO);
    }

    @Test
    void eachWayHasARowWithoutWhatWasTheProviders() {
        passed("r", Place.REQUESTED, 0);
        passed("r", Place.ADMITTED, 10);
        passed("r", Place.LEASED, 30);
        passed("r", Place.STARTED, 60);
        passed("r", Place.ENDED, 100 + 200);
        times.passed("r", Place.RESULT, (150 + 200) * MILLI, Duration.ofMillis(200));

        assertThat(times.rows())
                .map(row -> row.strip().replaceAll(" {2,}", " | "))
                .containsExactly(
                        "request to admitted | 10.0 ms | 10.0 ms | 10.0 ms",
                        "admitted to handed to a lane | 20.0 ms | 20.0 ms | 20.0 ms",
                        "handed to a lane to journal | 30.0 ms | 30.0 ms | 30.0 ms",
                        "journal to end, less the provider | 40.0 ms | 40.0 ms | 40.0 ms",
                        "end to result | 50.0 ms | 50.0 ms | 50.0 ms");
        assertThat(times.rows()).as("since then").isEmpty();
    }

    @Test
    void aRequestThatWasNotSeenEverywhereDoesNotCount() {
        for (Place place : Place.values()) {
            if (place != Place.STARTED) {
                passed("r", place, 10);
            }
        }

        assertThat(times.rows()).isEmpty();
    }

    @Test
    void theNewestPassingOfAPlaceCounts() {
        passed("r", Place.REQUESTED, 0);
        passed("r", Place.ADMITTED, 1);
        passed("r", Place.LEASED, 2);
        passed("r", Place.LEASED, 5);
        passed("r", Place.STARTED, 6);
        passed("r", Place.ENDED, 7);
        passed("r", Place.RESULT, 8);

        assertThat(times.rows().get(1)).contains(" 4.0 ms");
    }
}
