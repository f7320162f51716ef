package dev.sluice.worker.lane.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.StringJoiner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times in, times out: when each of a row of calls may start. */
final class BucketTimesTest {

    private static final long MS = 1_000_000;

    @ParameterizedTest(name = "{0} at once, {1} a second: {2} start at {3}")
    @CsvSource({
        // a burst less its margin of one, then at the rate
        "4, 2, 0 0 0 0 0,                0 0 0 500 1000",
        // what refilled meanwhile goes at once, the fraction counts for the next
        "4, 2, 0 0 0 750 750 750,        0 0 0 750 1000 1500",
        // a long pause fills the bucket, and no more than that
        "4, 2, 0 0 0 9000 9000 9000 9000, 0 0 0 9000 9000 9000 9500",
        // just in time waits for nothing, a moment too early for the rest of it
        "4, 2, 0 0 0 500 999,            0 0 0 500 1000",
        // a bucket of one keeps its one
        "1, 2, 0 0 0,                    0 500 1000",
        "2, 2, 0 0 0,                    0 500 1000",
        // slow ones: one a minute
        "2, 0.016666666666666666, 0 0 30000, 0 60000 120000",
        // a clock that stands still lets the burst go, and the rest by its own reckoning
        "4, 2, 7 7 7 7 7,                7 7 7 507 1007",
        // a clock that goes back brings nothing early and nothing twice
        "4, 2, 1000 1000 1000 0 0,       1000 1000 1000 1500 2000",
        "4, 2, 1000 0 1000 0 1000,       1000 1000 1000 1500 2000",
    })
    void callsStart(double burst, double perSecond, String asked, String started) {
        assertThat(times(new Bucket(burst, perSecond, 0), asked)).isEqualTo(started);
    }

    @ParameterizedTest(name = "1000 usable and 1000 a second: {0} start at {1}")
    @CsvSource({
        "0:1000 0:1,             0 1",
        "0:400 0:600 0:250,      0 0 250",
        // larger than the bucket: when it is full, and paid off before the next
        "0:3000 0:1,             0 2001",
        "0:500 0:3000 0:1,       0 500 2501",
        "0:1001 0:1000,          0 1001",
        "0:3000 0:3000 0:3000,   0 3000 6000",
        // nothing is free of a wait while there is a debt
        "0:2000 0:0 0:1,         0 1000 1001",
        // a debt is paid off by time that passes, not by asking
        "0:2000 400:1 800:1,     0 1001 1002",
    })
    void callsOfSoManyTokensStart(String asked, String started) {
        assertThat(times(new Bucket(1_001, 1_000, 0), asked)).isEqualTo(started);
    }

    @ParameterizedTest(name = "after {0}: the next four at {1}")
    @CsvSource({
        "nothing,             0 0 0 500",
        "lower 1,             0 500 1000 1500",
        "lower 1.5,           0 250 750 1250",
        "lower 0,             500 1000 1500 2000",
        "lower -1,            1000 1500 2000 2500",
        "lower 99,            0 0 0 500",
        "lower 0 raise 4,     0 0 0 500",
        "lower 0 raise 3,     0 0 500 1000",
        "lower 0 raise 1,     500 1000 1500 2000",
        "lower 0 raise 5,     500 1000 1500 2000",
        "lower 2 raise 1,     0 0 500 1000",
        "empty 300,           800 1300 1800 2300",
        "take 5 empty 300,    1500 2000 2500 3000",
        "take 3 give 1,       0 500 1000 1500",
        "take 3 give 9,       0 0 0 500",
        "empty 300 give 2,    300 300 800 1300",
        "correct 3,           500 1000 1500 2000",
        "correct 1e18,        1000 1500 2000 2500",
        "jitter 1200,         0 500 1000 1500",
        "jitter 1200 jitter 0, 0 500 1000 1500",
    })
    void correctionsMoveTheNextCalls(String corrections, String started) {
        Bucket bucket = new Bucket(4, 2, 0);
        String[] words = corrections.split(" ", -1);
        for (int i = 0; i + 1 < words.length; i += 2) {
            correct(bucket, words[i], Double.parseDouble(words[i + 1]));
        }
        assertThat(times(bucket, "0 0 0 0")).isEqualTo(started);
    }

    private static void correct(Bucket bucket, String how, double amount) {
        switch (how) {
            case "lower" -> bucket.lower(0, amount);
            case "raise" -> bucket.raise(0, amount);
            case "take" -> bucket.take(0, amount);
            case "give" -> bucket.give(0, amount);
            case "correct" -> bucket.correct(0, 0, amount);
            case "empty" -> bucket.emptyUntil((long) (amount * MS));
            case "jitter" -> bucket.margin(0, Duration.ofMillis((long) amount), 1);
            default -> throw new IllegalArgumentException(how);
        }
    }

    /** {@code at:amount}, of which the amount is one where none is given. */
    private static String times(Bucket bucket, String asked) {
        StringJoiner started = new StringJoiner(" ");
        for (String call : asked.split(" ", -1)) {
            String[] parts = call.split(":", -1);
            double amount = parts.length == 1 ? 1 : Double.parseDouble(parts[1]);
            long at = bucket.readyAt(Long.parseLong(parts[0]) * MS, amount);
            bucket.take(at, amount);
            started.add(Long.toString(Math.round((double) at / MS)));
        }
        return started.toString();
    }
}
