package dev.sluice.warehouse.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyComparisonTest {

    private final KeyComparison comparison = new KeyComparison();

    /**
     * Records of one key by offset ({@code -} a tombstone, {@code .} none), and its row ({@code .}
     * none).
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // records | row | taken | asked | verdict
                "abc | c | 3 | 3 | EQUAL",
                "abc | b | 3 | 3 | DIFFERENT",
                "abc | . | 3 | 3 | DIFFERENT",
                "ab- | . | 3 | 3 | EQUAL",
                "ab- | b | 3 | 3 | DIFFERENT",
                "a-c | c | 3 | 3 | EQUAL",
                // c was not taken yet: b may still stand, a must not.
                "abc | b | 2 | 3 | BEHIND",
                "abc | c | 2 | 3 | EQUAL",
                "abc | a | 2 | 3 | DIFFERENT",
                // c came after the question: b is enough, c does as well.
                "abc | b | 2 | 2 | EQUAL",
                "abc | c | 2 | 2 | EQUAL",
                "abc | a | 1 | 2 | BEHIND",
                "abcd | b | 1 | 3 | BEHIND",
                "abcd | d | 1 | 3 | EQUAL",
                // Nothing was taken: no row yet.
                "a   | . | 0 | 1 | BEHIND",
                "a   | a | 0 | 1 | EQUAL",
                // What was taken before may have been compacted away.
                "..c | b | 2 | 3 | BEHIND",
                "..c | c | 2 | 3 | EQUAL",
                "ab- | b | 2 | 3 | BEHIND"
            })
    void aRowIsWhatItsKeysRecordsAllow(
            String records, String row, long taken, long asked, KeyVerdict verdict) {
        Bounds bounds = new Bounds(0, taken, asked);
        KeyHistory history = new KeyHistory();
        for (int offset = 0; offset < records.length(); offset++) {
            char content = records.charAt(offset);
            if (content != '.') {
                history.add(
                        bounds,
                        offset,
                        content == '-' ? Optional.empty() : Optional.of("" + content));
            }
        }

        assertThat(history.verdict(Optional.of(row).filter(text -> !text.equals(".")), asked))
                .isEqualTo(verdict);
    }

    @Test
    void allKeysOfBothSidesAreCompared() {
        Bounds bounds = new Bounds(0, 10, 10);
        comparison.add(bounds, "same", 0, Optional.of("1"));
        comparison.add(bounds, "other", 1, Optional.of("2"));
        comparison.add(bounds, "gone", 2, Optional.of("3"));
        comparison.add(bounds, "gone", 3, Optional.empty());

        KeyComparison.Found found =
                comparison.against(Map.of("same", "1", "other", "x", "stranger", "4"));

        assertThat(found).isEqualTo(new KeyComparison.Found(2, 3, 0, 2, Optional.of("other")));
    }

    @Test
    void aKeyThatChangesFasterThanIsRememberedIsBehindAtWorst() {
        Bounds bounds = new Bounds(0, 0, 1);
        for (int n = 0; n < KeyHistory.LATER_MAX + 5; n++) {
            comparison.add(bounds, "hot", n, Optional.of("v" + n));
        }
        Map<String, String> rows = new HashMap<>(Map.of("hot", "v2"));

        assertThat(comparison.against(rows).behind()).isEqualTo(1);
        rows.put("hot", "v" + (KeyHistory.LATER_MAX + 4));
        assertThat(comparison.against(rows).behind()).isZero();
    }
}
