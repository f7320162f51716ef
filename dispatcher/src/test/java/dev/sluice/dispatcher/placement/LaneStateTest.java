package dev.sluice.dispatcher.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.record.LaneAnnouncement;
import dev.sluice.schemas.record.LaneCondition;
import dev.sluice.testing.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaneStateTest {

    private static final Instant NOON = Samples.NOON;

    private static LaneAnnouncement announcement(long epoch, long number) {
        return new Desk()
                .announcement("a", 10)
                .setEpoch(epoch)
                .setNumber(number)
                .setHeadroomMillis(4500)
                .build();
    }

    private static LaneState heard(LaneAnnouncement announcement) {
        return LaneState.next(Optional.empty(), announcement, NOON).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"5, 8, true", "5, 7, false", "5, 6, false", "6, 1, true", "4, 99, false"})
    void theNewestEpochAndNumberWins(long epoch, long number, boolean newer) {
        LaneState known = heard(announcement(5, 7));
        Optional<LaneState> next =
                LaneState.next(Optional.of(known), announcement(epoch, number), NOON);
        assertThat(next.isPresent()).isEqualTo(newer);
    }

    @Test
    void anotherAnnouncementOfTheEpochKeepsTheCountAndForgetsWhatItKnowsOf() {
        LaneState known = heard(announcement(5, 7)).leased().leased();
        assertThat(known.headroomLeftMillis()).isEqualTo(2500);
        LaneState next = LaneState.next(Optional.of(known), announcement(5, 8), NOON).orElseThrow();
        assertThat(next.leases()).isEqualTo(2);
        assertThat(next.headroomLeftMillis()).isEqualTo(4500);
    }

    @Test
    void anotherEpochCountsFromTheStart() {
        LaneState known = heard(announcement(5, 7)).leased().leased();
        LaneState next = LaneState.next(Optional.of(known), announcement(6, 1), NOON).orElseThrow();
        assertThat(next.leases()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"9, true", "10, false", "11, false"})
    void creditIsUsedUpWhenTheLastNumberWasSent(long leases, boolean credit) {
        LaneState state = heard(announcement(5, 7));
        for (int n = 0; n < leases; n++) {
            state = state.leased();
        }
        assertThat(state.hasCreditAt(NOON)).isEqualTo(credit);
    }

    @ParameterizedTest
    @CsvSource({"0, true", "10000, true", "10001, false"})
    void aLaneThatIsSilentTooLongGetsNothing(long millis, boolean credit) {
        LaneState state = heard(announcement(5, 7));
        assertThat(state.hasCreditAt(NOON.plusMillis(millis))).isEqualTo(credit);
    }

    @ParameterizedTest
    @CsvSource({
        "AVAILABLE, , true",
        "COOLING, , false",
        "COOLING, 1, false",
        "COOLING, 0, true",
        "EXHAUSTED, 1, false",
        "EXHAUSTED, 0, true",
        "PROBING, , true",
        "PROBING, 1, false",
        "PROBING, 0, true",
        "DISABLED, , false",
        "DISABLED, 0, false"
    })
    void aLaneThatCoolsOrIsDisabledGetsNothing(
            LaneCondition condition, Long untilSecond, boolean credit) {
        LaneAnnouncement announcement =
                LaneAnnouncement.newBuilder(announcement(5, 7))
                        .setCondition(condition)
                        .setUntil(
                                Optional.ofNullable(untilSecond)
                                        .map(second -> NOON.plus(Duration.ofSeconds(second)))
                                        .orElse(null))
                        .build();
        assertThat(heard(announcement).hasCreditAt(NOON)).isEqualTo(credit);
    }
}
