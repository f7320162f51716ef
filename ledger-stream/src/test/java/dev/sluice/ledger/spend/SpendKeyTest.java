package dev.sluice.ledger.spend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.samples.Entries;
import dev.sluice.schemas.record.LedgerEntry;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SpendKeyTest {

    @Test
    void anEntryCountsInFiveScopesForEverAndOnItsDay() {
        assertThat(SpendKey.of(Entries.actual(1, 5), 3))
                .extracting(SpendKey::toString)
                .containsExactly(
                        "customer|acme|total",
                        "customer|acme|2026-01-01",
                        "team|acme/research|total",
                        "team|acme/research|2026-01-01",
                        "key|acme/research/demo|total",
                        "key|acme/research/demo|2026-01-01",
                        "model|gpt-4o-mini|total|3",
                        "model|gpt-4o-mini|2026-01-01|3",
                        "provider_key|sim/key-a|total|3",
                        "provider_key|sim/key-a|2026-01-01|3");
    }

    @Test
    void theDayIsThatOfTheEventInUtc() {
        LedgerEntry lastMoment =
                LedgerEntry.newBuilder(Entries.actual(1, 5))
                        .setEventAt(Instant.parse("2026-02-28T23:59:59.999Z"))
                        .setRecordedAt(Instant.parse("2026-03-01T00:00:01Z"))
                        .build();
        assertThat(SpendKey.of(lastMoment, 0).get(1).window()).isEqualTo("2026-02-28");
    }

    @Test
    void anEntryWithoutAProviderKeyIsNotLost() {
        LedgerEntry nameless =
                LedgerEntry.newBuilder(Entries.actual(1, 5)).setProviderKey(null).build();
        assertThat(SpendKey.of(nameless, 0).get(8).id()).isEqualTo("sim/?");
    }
}
