package dev.sluice.dispatcher.admission.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.Samples;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each way to end a hold leaves of it at each kind of limit. */
class SettlementTest {

    private static final Instant NOON = Samples.NOON;
    private static final Need NEED = new Need(1, 10, 0, 10);
    private static final long BEFORE = 100;

    private final Map<LimitPath, LimitUse> uses = new HashMap<>();

    enum Ending {
        RELEASE,
        SETTLE,
        SETTLE_AND_CORRECT
    }

    private LimitUse use(LimitPath path) {
        return uses.getOrDefault(path, LimitUse.NONE);
    }

    /** 100 are used by others, then the hold is made, both at noon. */
    private Hold held(LimitPath path) {
        long slot = path.slotAt(NOON);
        LimitUse others = LimitUse.NONE.advancedTo(slot);
        uses.put(
                path,
                switch (path.counted()) {
                    case REQUESTS -> others.plus(slot, BEFORE + 1);
                    case TOKENS, INPUT_TOKENS, OUTPUT_TOKENS -> others.plus(slot, BEFORE + 10);
                    case CONCURRENT -> others.plusHeld(BEFORE + 1);
                    case USD -> others.plus(slot, BEFORE).plusHeld(10);
                });
        return new Hold(List.of(new Hold.HeldSlot(path, slot)), NEED);
    }

    private Map<LimitPath, LimitUse> ended(Hold hold, Ending ending, long actual, Instant at) {
        Settlement.Actual used = new Settlement.Actual(actual, 0, actual);
        return switch (ending) {
            case RELEASE -> Settlement.release(hold, this::use, at);
            case SETTLE -> Settlement.settle(hold, used, this::use, at);
            case SETTLE_AND_CORRECT -> {
                uses.putAll(Settlement.settleAtBound(hold, this::use, at));
                yield Settlement.correct(hold, used, this::use, at);
            }
        };
    }

    @ParameterizedTest(name = "{0} with {2} used, of {1}, after {3} s: {4} stand, {5} are held")
    @CsvSource({
        "RELEASE, requests/1m, 0, 5, 100, 0",
        "RELEASE, tokens/1m, 0, 5, 100, 0",
        "RELEASE, concurrent, 0, 5, 0, 100",
        "RELEASE, usd/1m, 0, 5, 100, 0",
        "SETTLE, requests/1m, 4, 5, 101, 0",
        "SETTLE, tokens/1m, 4, 5, 104, 0",
        "SETTLE, tokens/1m, 15, 5, 115, 0",
        "SETTLE, concurrent, 4, 5, 0, 100",
        "SETTLE, usd/1m, 4, 5, 104, 0",
        "SETTLE, usd/1m, 15, 5, 115, 0",
        "SETTLE_AND_CORRECT, requests/1m, 4, 5, 101, 0",
        "SETTLE_AND_CORRECT, tokens/1m, 4, 5, 104, 0",
        "SETTLE_AND_CORRECT, tokens/1m, 0, 5, 100, 0",
        "SETTLE_AND_CORRECT, tokens/1m, 15, 5, 115, 0",
        "SETTLE_AND_CORRECT, concurrent, 4, 5, 0, 100",
        "SETTLE_AND_CORRECT, usd/1m, 4, 5, 104, 0",
        "SETTLE_AND_CORRECT, usd/1m, 0, 5, 100, 0",
        "SETTLE_AND_CORRECT, usd/1m, 15, 5, 115, 0",
    })
    void inItsOwnWindow(
            Ending ending, String limit, long actual, long seconds, long stand, long held) {
        assertEnd(ending, limit, actual, seconds, stand, held);
    }

    /** The slot of the hold has left: nothing can be given back there, what is more is of now. */
    @ParameterizedTest(name = "{0} with {2} used, of {1}, after {3} s: {4} stand, {5} are held")
    @CsvSource({
        "RELEASE, requests/1m, 0, 90, 0, 0",
        "RELEASE, tokens/1m, 0, 90, 0, 0",
        "RELEASE, concurrent, 0, 90, 0, 100",
        "RELEASE, usd/1m, 0, 90, 0, 0",
        "SETTLE, requests/1m, 4, 90, 0, 0",
        "SETTLE, tokens/1m, 4, 90, 0, 0",
        "SETTLE, tokens/1m, 15, 90, 5, 0",
        "SETTLE, usd/1m, 4, 90, 4, 0",
        "SETTLE, usd/1m, 15, 90, 15, 0",
        "SETTLE_AND_CORRECT, tokens/1m, 4, 90, 0, 0",
        "SETTLE_AND_CORRECT, tokens/1m, 15, 90, 5, 0",
        "SETTLE_AND_CORRECT, usd/1m, 15, 90, 15, 0",
    })
    void afterItsWindow(
            Ending ending, String limit, long actual, long seconds, long stand, long held) {
        assertEnd(ending, limit, actual, seconds, stand, held);
    }

    private void assertEnd(
            Ending ending, String limit, long actual, long seconds, long stand, long held) {
        LimitPath path = LimitPath.parse("acme " + limit);
        Hold hold = held(path);
        Map<LimitPath, LimitUse> all = ended(hold, ending, actual, NOON.plusSeconds(seconds));
        assertThat(all).containsOnlyKeys(path);
        LimitUse after = all.getOrDefault(path, LimitUse.NONE);
        assertThat(after.total()).isEqualTo(stand);
        assertThat(after.held()).isEqualTo(held);
    }

    @Test
    void aHoldAtNoLimitEndsWithoutATrace() {
        Hold hold = new Hold(List.of(), NEED);
        Settlement.Actual used = Settlement.atBound(hold);
        assertThat(used).isEqualTo(new Settlement.Actual(10, 0, 10));
        assertThat(Settlement.release(hold, this::use, NOON)).isEmpty();
        assertThat(Settlement.settle(hold, used, this::use, NOON)).isEmpty();
        assertThat(Settlement.correct(hold, used, this::use, NOON)).isEmpty();
    }
}
