package dev.sluice.warehouse.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures: one character for each offset, {@code .} where there is nothing. */
class PartitionComparisonTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // records | rows     | taken | asked | missing | different | extra | behind
                "'abc'     | 'abc'    | 3 | 3 | 0 | 0 | 0 | 0",
                "'a.c.e'   | 'a.c.e'  | 5 | 5 | 0 | 0 | 0 | 0",
                "'abc'     | 'a.c'    | 3 | 3 | 1 | 0 | 0 | 0",
                "'abc'     | 'axc'    | 3 | 3 | 0 | 1 | 0 | 0",
                "'a.c'     | 'abc'    | 3 | 3 | 0 | 0 | 1 | 0",
                // Offsets 2 and 3 were not taken yet: on their way.
                "'abcd'    | 'ab'     | 2 | 4 | 0 | 0 | 0 | 2",
                // What came after the question is neither.
                "'abcd'    | 'ab'     | 2 | 2 | 0 | 0 | 0 | 0",
                // A row ahead of what was committed is right all the same.
                "'abc'     | 'abc'    | 1 | 3 | 0 | 0 | 0 | 0",
                "''        | ''       | 0 | 0 | 0 | 0 | 0 | 0",
                "'ab'      | ''       | 2 | 2 | 2 | 0 | 0 | 0",
                "''        | 'ab'     | 2 | 2 | 0 | 0 | 2 | 0"
            })
    void eachDifferenceIsOfItsKind(
            String records,
            String rows,
            long taken,
            long asked,
            long missing,
            long different,
            long extra,
            long behind) {
        Tally tally = compare(new Bounds(0, taken, asked), records, rows);

        assertThat(tally.missing().count()).as("missing").isEqualTo(missing);
        assertThat(tally.different().count()).as("different").isEqualTo(different);
        assertThat(tally.extra().count()).as("extra").isEqualTo(extra);
        assertThat(tally.behind()).as("behind").isEqualTo(behind);
        assertThat(tally.sound()).isEqualTo(missing + different + extra == 0);
    }

    @Test
    void theFirstOfEachKindIsNamed() {
        Tally tally = compare(new Bounds(0, 9, 9), "abc.efghi", "a.cdeXg.i");

        assertThat(tally.missing().first()).hasValue(1);
        assertThat(tally.extra().first()).hasValue(3);
        assertThat(tally.different().first()).hasValue(5);
        assertThat(tally.missing().text("missing")).hasValue("2 missing, the first at offset 1");
    }

    @Test
    void rowsWhoseRecordsKafkaNoLongerHasAreLeftOut() {
        Tally tally = compare(new Bounds(2, 4, 4), "..cd", "abcd");

        assertThat(tally.aged()).isEqualTo(2);
        assertThat(tally.rows()).isEqualTo(2);
        assertThat(tally.sound()).isTrue();
    }

    @Test
    void aRowShowsThatAllBeforeItWasTaken() {
        Bounds bounds = new Bounds(0, 0, 3).seen(2);

        Tally tally = compare(bounds, "abc", "a.c");

        assertThat(tally.missing().first()).hasValue(1);
        assertThat(tally.behind()).isZero();
    }

    @Test
    void sumsAreExactBeyondWhatALongHolds() {
        List<Row> rows = new ArrayList<>();
        for (int n = 0; n < 4; n++) {
            rows.add(new Row(n, Long.MAX_VALUE, "x"));
        }

        Tally tally =
                PartitionComparison.compare(new Bounds(0, 4, 4), rows.iterator(), rows.iterator());

        BigInteger expected = BigInteger.valueOf(Long.MAX_VALUE).multiply(BigInteger.valueOf(4));
        assertThat(tally.recordPicos()).isEqualTo(expected);
        assertThat(tally.rowPicos()).isEqualTo(expected);
    }

    /** Whatever is taken away, changed or added is counted, and nothing else is. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatWasDoneToTheRowsIsWhatIsFound(long seed) {
        Random random = new Random(seed);
        TreeMap<Long, Row> records = new TreeMap<>();
        for (long offset = 0; offset < 500; offset += 1 + random.nextInt(3)) {
            records.put(offset, new Row(offset, random.nextInt(100), "c" + offset));
        }
        TreeMap<Long, Row> rows = new TreeMap<>(records);
        int missing = 0;
        int different = 0;
        for (Row record : records.values()) {
            switch (random.nextInt(10)) {
                case 0 -> {
                    rows.remove(record.offset());
                    missing++;
                }
                case 1 -> {
                    rows.put(record.offset(), new Row(record.offset(), 101, record.content()));
                    different++;
                }
                default -> {}
            }
        }
        rows.put(1_000L, new Row(1_000, 0, "extra"));

        Tally tally =
                PartitionComparison.compare(
                        new Bounds(0, 501, 501),
                        records.values().iterator(),
                        rows.values().iterator());

        assertThat(tally.missing().count()).isEqualTo(missing);
        assertThat(tally.different().count()).isEqualTo(different);
        assertThat(tally.extra().count()).isEqualTo(1);
        assertThat(tally.records()).isEqualTo(records.size());
        assertThat(tally.rows()).isEqualTo(rows.size());
    }

    private static Tally compare(Bounds bounds, String records, String rows) {
        return PartitionComparison.compare(
                bounds, picture(records).iterator(), picture(rows).iterator());
    }

    private static List<Row> picture(String offsets) {
        List<Row> rows = new ArrayList<>();
        for (int offset = 0; offset < offsets.length(); offset++) {
            char content = offsets.charAt(offset);
            if (content != '.') {
                rows.add(new Row(offset, 1, String.valueOf(content)));
            }
        }
        return rows;
    }
}
