package dev.sluice.ledger.spend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.samples.Entries;
import dev.sluice.schemas.money.PicoUsd;
import dev.sluice.schemas.record.LedgerEntry;
import dev.sluice.schemas.record.SpendTotal;
import dev.sluice.schemas.record.TokenUsage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Totals over the ends of days, and over corrections that cross them. */
final class SpendDaysTest {

    private static final Instant EVE = Instant.parse("2026-01-01T23:59:59.999Z");
    private static final Instant NEXT = EVE.plusMillis(1);

    @ParameterizedTest(name = "{0} is of {1}")
    @CsvSource({
        "2026-01-01T00:00:00Z,      2026-01-01",
        "2026-01-01T23:59:59.999Z,  2026-01-01",
        "2026-01-02T00:00:00Z,      2026-01-02",
        "2026-12-31T23:59:59.999Z,  2026-12-31",
        "2028-02-29T12:00:00Z,      2028-02-29",
        "1970-01-01T00:00:00Z,      1970-01-01",
        "1969-12-31T23:59:59.999Z,  1969-12-31",
    })
    void anEventIsOfItsUtcDay(Instant at, String day) {
        assertThat(SpendKey.of(dated(Entries.actual(1, 5), at), 0).get(1).window()).isEqualTo(day);
    }

    @Test
    void aCorrectionOnTheNextDayClearsTheDayOfTheBoundAndChargesItsOwn() {
        List<LedgerEntry> corrected = Entries.correction(1, 100);
        Map<String, SpendTotal> totals =
                fold(
                        List.of(
                                dated(Entries.unknown(1), EVE),
                                dated(corrected.get(0), EVE),
                                dated(corrected.get(1), NEXT)));
        assertThat(figures(totals, "2026-01-01")).isEqualTo("calls 0 answered 0 unknown 0 in 0 $0");
        assertThat(figures(totals, "2026-01-02"))
                .isEqualTo("calls 1 answered 1 unknown 0 in 10 $0.0000000001");
        assertThat(figures(totals, SpendKey.TOTAL))
                .isEqualTo("calls 1 answered 1 unknown 0 in 10 $0.0000000001");
    }

    @Test
    void aReversalThatIsFoldedFirstIsOwedUntilItsBoundComes() {
        LedgerEntry bound = Entries.unknown(1);
        LedgerEntry reversal = Entries.correction(1, 100).getFirst();
        assertThat(figures(fold(List.of(reversal)), SpendKey.TOTAL))
                .isEqualTo("calls -1 answered 0 unknown -1 in 0 $-0.000063");
        assertThat(figures(fold(List.of(reversal, bound)), SpendKey.TOTAL))
                .isEqualTo("calls 0 answered 0 unknown 0 in 0 $0");
    }

    @ParameterizedTest(name = "{0} in and {1} out add {2} and {3}")
    @CsvSource({
        "7,                    3,                    7,             3",
        "-7,                   3,                    0,             3",
        "7,                    -9223372036854775808, 7,             0",
        "9223372036854775807,  9223372036854775807,  1099511627776, 1099511627776",
    })
    void aCountThatCannotBeNeverSpoilsATotal(long in, long out, long totalIn, long totalOut) {
        LedgerEntry odd =
                LedgerEntry.newBuilder(Entries.unknown(1))
                        .setUsage(new TokenUsage(in, out, 0L, 0L))
                        .build();
        SpendTotal total = total(fold(List.of(odd, odd)), SpendKey.TOTAL);
        assertThat(total.getInputTokens()).isEqualTo(2 * totalIn);
        assertThat(total.getOutputTokens()).isEqualTo(2 * totalOut);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theDaysAddUpToTheTotalInWhateverOrderLinesAreFolded(long seed) {
        Random random = new Random(seed);
        List<LedgerEntry> entries = new ArrayList<>();
        for (int n = 0; n < 60; n++) {
            Instant at = EVE.plus(Duration.ofHours(random.nextInt(96)));
            if (random.nextBoolean()) {
                entries.add(dated(Entries.actual(n, random.nextInt(1_000)), at));
            } else {
                entries.add(dated(Entries.unknown(n), at));
                if (random.nextBoolean()) {
                    List<LedgerEntry> fix = Entries.correction(n, random.nextInt(1_000));
                    entries.add(dated(fix.get(0), at));
                    entries.add(dated(fix.get(1), at.plus(Duration.ofHours(30))));
                }
            }
        }
        Map<String, SpendTotal> inOrder = fold(entries);
        Collections.shuffle(entries, random);
        assertThat(fold(entries)).isEqualTo(inOrder);
        SpendReport report = SpendReport.of(inOrder);
        assertThat(
                        inOrder.values().stream()
                                .filter(total -> total.getScope().equals("customer"))
                                .filter(total -> !total.getWindow().equals(SpendKey.TOTAL))
                                .map(SpendTotal::getUsd)
                                .reduce(PicoUsd.toUsd(0), BigDecimal::add))
                .isEqualTo(report.usd(SpendKey.TOTAL));
    }

    private static LedgerEntry dated(LedgerEntry entry, Instant at) {
        return LedgerEntry.newBuilder(entry).setEventAt(at).build();
    }

    private static Map<String, SpendTotal> fold(List<LedgerEntry> entries) {
        Map<String, SpendTotal> totals = new HashMap<>();
        for (LedgerEntry entry : entries) {
            for (SpendKey key : SpendKey.of(entry, 0)) {
                SpendTotal before = totals.getOrDefault(key.toString(), SpendFold.empty(key));
                totals.put(key.toString(), SpendFold.add(before, entry));
            }
        }
        return totals;
    }

    private static SpendTotal total(Map<String, SpendTotal> totals, String window) {
        return Objects.requireNonNull(totals.get("customer|acme|" + window));
    }

    private static String figures(Map<String, SpendTotal> totals, String window) {
        SpendTotal total = total(totals, window);
        return "calls %d answered %d unknown %d in %d $%s"
                .formatted(
                        total.getCalls(),
                        total.getAnswered(),
                        total.getUnknown(),
                        total.getInputTokens(),
                        total.getUsd().stripTrailingZeros().toPlainString());
    }
}
