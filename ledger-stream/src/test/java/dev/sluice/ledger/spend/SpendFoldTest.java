package dev.sluice.ledger.spend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.samples.Ends;
import dev.sluice.ledger.samples.Entries;
import dev.sluice.schemas.money.PicoUsd;
import dev.sluice.schemas.record.LedgerEntry;
import dev.sluice.schemas.record.SpendTotal;
import dev.sluice.testing.Samples;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpendFoldTest {

    private static final SpendKey ACME =
            new SpendKey(Scope.CUSTOMER, "acme", SpendKey.TOTAL, Optional.empty());

    private static SpendTotal fold(List<LedgerEntry> entries) {
        SpendTotal total = SpendFold.empty(ACME);
        for (LedgerEntry entry : entries) {
            total = SpendFold.add(total, entry);
        }
        return total;
    }

    @Test
    void answersAddUpCallsTokensAndDollars() {
        SpendTotal total = fold(List.of(Entries.actual(1, 100), Entries.actual(2, 23)));
        assertThat(total.getCalls()).isEqualTo(2);
        assertThat(total.getAnswered()).isEqualTo(2);
        assertThat(total.getUnknown()).isZero();
        assertThat(total.getInputTokens()).isEqualTo(20);
        assertThat(total.getOutputTokens()).isEqualTo(10);
        assertThat(total.getUsd()).isEqualTo(new BigDecimal("0.000000000123"));
        assertThat(total.getUpdatedAt()).isEqualTo(Samples.NOON.plusSeconds(2));
    }

    @Test
    void aBoundIsListedApart() {
        SpendTotal total = fold(List.of(Entries.actual(1, 100), Entries.unknown(2)));
        assertThat(total.getUnknown()).isEqualTo(1);
        assertThat(total.getUnknownUsd()).isEqualTo(PicoUsd.toUsd(Ends.RESERVED));
        assertThat(total.getUsd()).isEqualTo(PicoUsd.toUsd(Ends.RESERVED + 100));
    }

    @Test
    void aCorrectionLeavesTheFiguresOfTheAnswerAlone() {
        List<LedgerEntry> corrected = List.copyOf(Entries.correction(1, 100));
        SpendTotal total = fold(List.of(Entries.unknown(1), corrected.get(0), corrected.get(1)));
        assertThat(total).isEqualTo(fold(List.of(Entries.actual(1, 100))));
    }

    @Test
    void totalsGrowBeyondWhatALongOfPicosHolds() {
        LedgerEntry dear = Entries.actual(1, Long.MAX_VALUE);
        assertThat(fold(List.of(dear, dear)).getUsd())
                .isEqualTo(new BigDecimal("18446744.073709551614"));
    }
}
