package dev.sluice.worker.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OffsetTrackerTest {

    @ParameterizedTest(name = "from 10: {0} leaves the watermark at {1}, {2} open")
    @CsvSource({
        "'',                     10, 0",
        "+10,                    10, 1",
        "+10 -10,                11, 0",
        "+10 +11 -11,            10, 1",
        "+10 +11 -11 -10,        12, 0",
        "+10 +11 +12 -10 -12,    11, 1",
        // markers of transactions leave gaps
        "+15,                    15, 1",
        "+15 -15,                16, 0",
        "+10 +15 -10,            15, 1",
        "+10 +15 -15 -10,        16, 0",
        // twice read, completed twice, completed unseen, from before
        "+10 +10 -10,            11, 0",
        "+10 -10 +10,            11, 0",
        "+10 -10 -10,            11, 0",
        "-12,                    10, 0",
        "-12 +12,                12, 1",
        "+9,                     10, 0",
    })
    void theWatermarkIsTheFirstThatIsNotComplete(String steps, long watermark, int open) {
        OffsetTracker tracker = new OffsetTracker(10);
        for (String step : steps.isEmpty() ? new String[0] : steps.split(" ", -1)) {
            long offset = Long.parseLong(step.substring(1));
            if (step.startsWith("+")) {
                tracker.open(offset);
            } else {
                tracker.complete(offset);
            }
        }
        assertThat(tracker.watermark()).isEqualTo(watermark);
        assertThat(tracker.openCount()).isEqualTo(open);
    }

    @Test
    void onlyWhatIsNewIsOpened() {
        OffsetTracker tracker = new OffsetTracker(10);
        assertThat(tracker.open(9)).isFalse();
        assertThat(tracker.open(10)).isTrue();
        assertThat(tracker.open(10)).isFalse();
        tracker.complete(10);
        assertThat(tracker.open(10)).isFalse();
        assertThat(tracker.open(14)).isTrue();
        assertThat(tracker.open(12)).isFalse();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void nothingBelowTheWatermarkIsOpenAndItNeverGoesBack(long seed) {
        Random random = new Random(seed);
        OffsetTracker tracker = new OffsetTracker(0);
        List<Long> open = new ArrayList<>();
        long next = 0;
        long before = 0;
        for (int step = 0; step < 500; step++) {
            if (open.isEmpty() || random.nextInt(5) < 2) {
                next += 1 + random.nextInt(3);
                tracker.open(next);
                open.add(next);
            } else {
                tracker.complete(open.remove(random.nextInt(open.size())));
            }
            long least = open.stream().mapToLong(offset -> offset).min().orElse(next + 1);
            assertThat(tracker.watermark()).isEqualTo(least).isGreaterThanOrEqualTo(before);
            assertThat(tracker.openCount()).isEqualTo(open.size());
            before = tracker.watermark();
        }
    }
}
