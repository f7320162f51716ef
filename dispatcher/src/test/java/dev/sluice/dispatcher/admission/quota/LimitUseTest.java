package dev.sluice.dispatcher.admission.quota;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitUseTest {

    private static LimitUse used(long slot, long amount) {
        return LimitUse.NONE.advancedTo(slot).plus(slot, amount);
    }

    /** Seven used in slot 1000: what is left of it at other slots. */
    @ParameterizedTest(name = "in slot {0}: {1}")
    @CsvSource({
        "1000, 7",
        "1001, 7",
        "1059, 7",
        "1060, 7", // the window's sixty slots and the one being filled
        "1061, 0",
        "1200, 0",
        "999999, 0",
        " 999, 7", // a clock that goes back a little changes nothing
        " 940, 7",
        " 900, 7", // one that goes back further takes the window with it
    })
    void anAmountLeavesWithItsSlot(long slot, long left) {
        assertThat(used(1000, 7).advancedTo(slot).total()).isEqualTo(left);
    }

    @Test
    void aClockThatWentBackAnHourDoesNotStopTheWindow() {
        LimitUse use = used(10_000, 7).advancedTo(6_400);
        assertThat(use.total()).isEqualTo(7);
        assertThat(use.advancedTo(6_460).total()).isEqualTo(7);
        assertThat(use.advancedTo(6_461).total()).isZero();
    }

    @Test
    void goingBackAndForthDoesNotWearTheWindowOut() {
        LimitUse use = used(1000, 7);
        for (int i = 0; i < 200; i++) {
            use = use.advancedTo(1001).advancedTo(1000);
        }
        assertThat(use.total()).isEqualTo(7);
    }

    @Test
    void aSlotNeverHasLessThanNothing() {
        LimitUse use = used(5, 3).plus(5, -10);
        assertThat(use.total()).isZero();
        assertThat(use.plusHeld(-1).held()).isZero();
    }

    /** Amounts 5, 4, 3 in slots 100, 110, 120: which must leave for so much to remain. */
    @ParameterizedTest(name = "at most {0} remain when slot {1} has left")
    @CsvSource({"11, 100", "7, 100", "6, 110", "3, 110", "2, 120", "0, 120"})
    void theEarliestSlotsLeaveFirst(long remain, long slot) {
        LimitUse use = used(100, 5).advancedTo(110).plus(110, 4).advancedTo(120).plus(120, 3);
        assertThat(use.slotToLeave(remain)).isEqualTo(slot);
    }

    @Test
    void itIsStoredWithoutLoss() {
        LimitUse use = used(100, 5).advancedTo(130).plus(130, 9).plusHeld(4);
        LimitUse again = LimitUse.of(use.newestSlot(), use.ring(), use.held());
        assertThat(again).isEqualTo(use);
        assertThat(again.total()).isEqualTo(14);
        assertThat(again).hasSameHashCodeAs(use).isNotEqualTo(LimitUse.NONE);
    }
}
