package dev.sluice.app.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.testing.Samples;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionTest {

    /** Partition 1 has lost its first ten, partition 2 never had any. */
    private static final SortedMap<Integer, OffsetRange> THERE =
            new TreeMap<>(
                    Map.of(
                            0, new OffsetRange(0, 5),
                            1, new OffsetRange(10, 20),
                            2, new OffsetRange(3, 3)));

    private static Selection select(
            @Nullable String workflow, @Nullable String from, @Nullable String to, boolean since) {
        return Selection.of(
                Optional.ofNullable(workflow),
                Optional.ofNullable(from),
                Optional.ofNullable(to),
                Optional.of(Samples.NOON).filter(_ -> since));
    }

    private static OffsetRange range(String from, @Nullable String to) {
        return Selection.range((Selection.Offsets) select(null, from, to, false).part(), THERE);
    }

    @Test
    void aWorkflowIsLookedForInAllThatIsThereOrInWhatIsNamed() {
        assertThat(select("w", null, null, false).part()).isEqualTo(new Selection.Everything());
        assertThat(select("w", null, null, true).part())
                .isEqualTo(new Selection.Since(Samples.NOON));
        assertThat(select("w", "1:12", null, false).part())
                .isEqualTo(new Selection.Offsets(new Selection.Position(1, 12), Optional.empty()));
    }

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({
        "0:0, 0:0, 0, 1",
        "0:0, 0:4, 0, 5",
        "0:4, ,    4, 5",
        "1:10, ,   10, 20",
        "1:12, 1:15, 12, 16",
    })
    void bothEndsAreMeant(String from, @Nullable String to, long first, long end) {
        assertThat(range(from, to)).isEqualTo(new OffsetRange(first, end));
    }

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "0:5    |        | --from 0:5 is past the end: partition 0 has 0 to 4",
                "0:1    | 0:7    | --to 0:7 is past the end: partition 0 has 0 to 4",
                "1:9    |        | --from 1:9 is not there any more: partition 1 has 10 to 19",
                "1:999999999999999999 | | --from 1:999999999999999999 is past the end: partition 1 has 10 to 19",
                "2:3    |        | --from 2:3: partition 2 has no records",
                "3:0    |        | there is no partition 3: there are 0 to 2",
            })
    void anOffsetThatIsNotThereIsSaidWithThoseThatAre(
            String from, @Nullable String to, String said) {
        assertThatThrownBy(() -> range(from, to))
                .isInstanceOf(ReplayRefused.class)
                .hasMessage(said);
    }

    @ParameterizedTest(name = "{0} to {1}, since: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "       |        | false | say what to replay: --workflow ID, --since 2h, or --from PARTITION:OFFSET [--to PARTITION:OFFSET]",
                "       | 0:3    | true  | --to needs --from of the same partition",
                "0:1    |        | true  | --from and --since say two things: leave one out",
                "0:1    | 1:3    | false | --from 0:1 and --to 1:3 are of different partitions: replay one after the other",
                "0:3    | 0:1    | false | --to 0:1 stands before --from 0:3",
                "3      |        | false | --from is PARTITION:OFFSET such as 2:1500, not '3'",
                "0:1    | x      | false | --to is PARTITION:OFFSET such as 2:1500, not 'x'",
                "-1:2   |        | false | --from is PARTITION:OFFSET such as 2:1500, not '-1:2'",
                "0:9999999999999999999 | | false | --from is PARTITION:OFFSET such as 2:1500, not '0:9999999999999999999'",
            })
    void optionsThatSayNothingOrContradictEachOther(
            @Nullable String from, @Nullable String to, boolean since, String said) {
        assertThatThrownBy(() -> select(null, from, to, since))
                .isInstanceOf(ReplayRefused.class)
                .hasMessage(said);
    }
}
