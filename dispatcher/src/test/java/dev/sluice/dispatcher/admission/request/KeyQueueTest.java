package dev.sluice.dispatcher.admission.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.admission.quota.LimitPath;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyQueueTest {

    private static final KeyQueue.Wait WAIT =
            new KeyQueue.Wait(LimitPath.parse("acme concurrent"), 1, Optional.empty());
    private static final KeyQueue.Wait LATER =
            new KeyQueue.Wait(LimitPath.parse("acme tokens/1m"), 2, Optional.empty());

    private static KeyQueue ofThree() {
        return KeyQueue.of("demo", WAIT).appended().appended().appended();
    }

    @Test
    void positionsCountOnAndTheSizeCountsWhoIsThere() {
        assertThat(ofThree()).isEqualTo(new KeyQueue("demo", 0, 3, 3, WAIT));
    }

    @Test
    void oneFromTheMiddleLeavesAHoleAndNoPositionIsUsedAgain() {
        KeyQueue queue = ofThree().removed().appended();
        assertThat(queue).isEqualTo(new KeyQueue("demo", 0, 4, 3, WAIT));
    }

    @Test
    void theFirstThatIsTakenOutBringsTheQueuePastAllHolesBeforeIt() {
        KeyQueue queue = ofThree().removed().advancedPast(1, LATER);
        assertThat(queue).isEqualTo(new KeyQueue("demo", 2, 3, 1, LATER));
    }

    @Test
    void whatIsWaitedForChangesNothingElse() {
        assertThat(ofThree().waiting(LATER)).isEqualTo(new KeyQueue("demo", 0, 3, 3, LATER));
    }
}
