package dev.sluice.dispatcher.admission.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.Samples;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one limit of ten says, by what stands in its window and what is held. */
class RoomTest {

    private static String words(Room room) {
        return switch (room) {
            case Room.Fits() -> "fits";
            case Room.NeverFits() -> "never";
            case Room.FullOfHolds() -> "holds";
            case Room.FullUntil(var until) ->
                    "until +" + Duration.between(Samples.NOON, until).toSeconds();
            case Room.FullOfSpend(var reset) ->
                    "spend +" + Duration.between(Samples.NOON, reset).toSeconds();
        };
    }

    @ParameterizedTest(name = "{0}: {1} stand, {2} held, {3} more: {4}")
    @CsvSource({
        "requests/1m, 9, 0, 1, fits",
        "requests/1m, 10, 0, 1, until +61",
        "requests/1m, 10, 0, 0, fits",
        "tokens/1m, 0, 0, 10, fits",
        "tokens/1m, 0, 0, 11, never",
        "tokens/1m, 99, 0, 11, never",
        "tokens/1m, 1, 0, 10, until +61",
        "tokens/1m, 25, 0, 1, until +61", // more was used than the limit allows
        "tokens/1h, 10, 0, 1, until +3660",
        "concurrent, 0, 9, 1, fits",
        "concurrent, 0, 10, 1, holds",
        "concurrent, 0, 12, 1, holds", // the limit was lowered
        "usd/1m, 4, 3, 3, fits",
        "usd/1m, 4, 3, 4, holds",
        "usd/1m, 7, 0, 4, spend +61",
        "usd/1m, 7, 9, 4, spend +61", // spend alone is too much: no release can help
        "usd/1m, 0, 10, 10, holds",
        "usd/1m, 0, 0, 11, never",
        "usd/1m, 50, 0, 0, fits", // what costs nothing is not in the way of a budget
    })
    void ofALimitOfTen(String limit, long stand, long held, long amount, String expected) {
        LimitPath path = LimitPath.parse("acme " + limit);
        long slot = path.slotAt(Samples.NOON);
        LimitUse use = LimitUse.NONE.advancedTo(slot).plus(slot, stand).plusHeld(held);
        assertThat(words(Room.of(new QuotaLimit(path, 10), use, amount))).isEqualTo(expected);
    }
}
