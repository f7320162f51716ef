package dev.sluice.dispatcher.admission.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.Samples;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a limit of ten is told to be, some time after it was written last. */
class LimitStatusTest {

    private static final LimitOwner OWNER = LimitOwner.customer("acme").team("research");

    private static String words(LimitStatus status) {
        return "%d + %s, %.1f%%, %s"
                .formatted(
                        status.used(),
                        status.reserved().isPresent() ? status.reserved().getAsLong() : "-",
                        status.percent(),
                        status.resetsAt()
                                .map(at -> Duration.between(Samples.NOON, at).toSeconds() + " s")
                                .orElse("never"));
    }

    @ParameterizedTest(name = "{0}: {1} at noon, {2} ten slots later, {3} held, seen after {4} s")
    @CsvSource({
        "requests/1m, 0, 0, 0,   0, '0 + -, 0.0%, never'",
        "requests/1m, 3, 4, 0,  10, '7 + -, 70.0%, 61 s'",
        "requests/1m, 3, 4, 0,  60, '7 + -, 70.0%, 61 s'",
        "requests/1m, 3, 4, 0,  61, '4 + -, 40.0%, 71 s'", // the older part has left
        "requests/1m, 3, 4, 0,  71, '0 + -, 0.0%, never'",
        "requests/1m, 3, 4, 0, 999, '0 + -, 0.0%, never'",
        "tokens/1h,   3, 0, 0,  60, '3 + -, 30.0%, 3660 s'",
        "tokens/1m,  12, 0, 0,  10, '12 + -, 120.0%, 61 s'", // the limit was lowered
        "concurrent,  0, 0, 4,   0, '0 + 4, 40.0%, never'",
        "concurrent,  0, 0, 4, 999, '0 + 4, 40.0%, never'", // what is held does not leave
        "usd/1m,      3, 0, 4,  10, '3 + 4, 70.0%, 61 s'",
        "usd/1m,      3, 0, 4,  61, '0 + 4, 40.0%, never'",
        "usd/1m,      0, 0, 0,   0, '0 + 0, 0.0%, never'",
    })
    void asOfThatMoment(
            String limit, long first, long second, long held, long seconds, String expected) {
        LimitPath path = LimitPath.parse(OWNER + " " + limit);
        long slot = path.slotAt(Samples.NOON);
        LimitUse stored = LimitUse.NONE.advancedTo(slot).plus(slot, first).plusHeld(held);
        if (second > 0) {
            stored = stored.advancedTo(slot + 10).plus(slot + 10, second);
        }
        LimitStatus status =
                LimitStatus.of(
                        OWNER, new QuotaLimit(path, 10), stored, Samples.NOON.plusSeconds(seconds));
        assertThat(words(status)).isEqualTo(expected);
        assertThat(status.limit()).isEqualTo(limit);
        assertThat(status.allowed()).isEqualTo(10);
    }

    /** Three were used at noon. A clock that goes back does not begin another period. */
    @ParameterizedTest(name = "{0} seen after {1} s")
    @CsvSource({
        "requests/1m@UTC,      59, '3 + -, 30.0%, 60 s'",
        "requests/1m@UTC,      60, '0 + -, 0.0%, never'",
        "requests/1d@UTC,   43199, '3 + -, 30.0%, 43200 s'",
        "requests/1d@UTC,   43200, '0 + -, 0.0%, never'",
        "requests/1d@UTC,  -43201, '3 + -, 30.0%, 43200 s'",
        "requests/1d@Asia/Tokyo, 0, '3 + -, 30.0%, 10800 s'",
    })
    void ofACalendar(String limit, long seconds, String expected) {
        LimitPath path = LimitPath.parse(OWNER + " " + limit);
        LimitUse fresh = path.advanced(LimitUse.NONE, Samples.NOON);
        LimitStatus status =
                LimitStatus.of(
                        OWNER,
                        new QuotaLimit(path, 10),
                        fresh.plus(fresh.newestSlot(), 3),
                        Samples.NOON.plusSeconds(seconds));
        assertThat(words(status)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({",, acme", "research,, acme/research", "research, demo, acme/research/demo"})
    void anOwnerIsNamedAsInPaths(String team, String key, String text) {
        assertThat(new LimitOwner("acme", Optional.ofNullable(team), Optional.ofNullable(key)))
                .hasToString(text);
    }
}
