package dev.sluice.worker.lane.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.record.Standing;
import dev.sluice.testing.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StandingsTest {

    private final Standings standings = new Standings();

    /** Minutes of a rest, 0: available; o by the owner, r by one that was replaced. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "o5, 5",
        "o5 o3, 3",
        "o5 o0, 0",
        "o5 r0, 5",
        "o5 r3, 5",
        "o5 r9, 9",
        "r9, 9",
        "r0, none",
        "o0 r4, 4",
        "o5 r9 o0, 0"
    })
    void theOwnersNewestCountsAndALongerRestOfAnyone(String written, String expected) {
        long offset = 0;
        for (String each : written.split(" ", -1)) {
            standings.append(
                    offset++,
                    standing("sim/a", Integer.parseInt(each.substring(1))),
                    each.startsWith("o") ? Standings.Writer.OWNER : Standings.Writer.REPLACED);
        }
        List<Standing> known = standings.of("sim/a");
        assertThat(known.isEmpty() ? "none" : minutes(known.getFirst())).isEqualTo(expected);
    }

    @Test
    void lanesGroupsAndKeysStandEachForItself() {
        standings.append(1, standing("sim/a", 5), Standings.Writer.OWNER);
        standings.append(2, standing("sim/b", 5), Standings.Writer.OWNER);
        standings.append(
                3,
                Standing.newBuilder(standing("sim/a", 5)).setKey("a").build(),
                Standings.Writer.OWNER);
        standings.append(
                4,
                Standing.newBuilder(standing("sim/a", 5)).setModelGroup("nano").build(),
                Standings.Writer.OWNER);
        assertThat(standings.of("sim/a")).hasSize(3);
        assertThat(standings.oldest()).hasValue(1);

        standings.forget(key -> key.equals(new Standings.Key("sim/a", "*", Optional.empty())));
        assertThat(standings.of("sim/a")).hasSize(2);
        assertThat(standings.oldest()).hasValue(2);
    }

    @Test
    void whatIsWrittenAgainFreesTheJournalUpToThere() {
        standings.append(1, standing("sim/a", 5), Standings.Writer.OWNER);
        standings.append(90, standing("sim/a", 5), Standings.Writer.OWNER);
        assertThat(standings.oldest()).hasValue(90);
        standings.forget(_ -> true);
        assertThat(standings.oldest()).isEmpty();
    }

    private static String minutes(Standing standing) {
        return standing.getUntil()
                .map(until -> Duration.between(Samples.NOON, until).toMinutes())
                .orElse(0L)
                .toString();
    }

    private static Standing standing(String lane, int minutes) {
        Standing.Builder standing =
                Standing.newBuilder()
                        .setLane(lane)
                        .setCondition(minutes == 0 ? "AVAILABLE" : "COOLING")
                        .setReason("rate_limit")
                        .setAt(Samples.NOON);
        if (minutes > 0) {
            standing.setUntil(Samples.NOON.plus(Duration.ofMinutes(minutes)));
        }
        return standing.build();
    }
}
