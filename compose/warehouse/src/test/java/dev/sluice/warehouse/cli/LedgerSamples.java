package dev.sluice.warehouse.cli;

import dev.sluice.ledger.audit.AuditedEvent;
import dev.sluice.schemas.money.PicoUsd;
import dev.sluice.schemas.record.Decision;
import dev.sluice.schemas.record.DecisionKind;
import dev.sluice.schemas.record.EntryKind;
import dev.sluice.schemas.record.LedgerEntry;
import dev.sluice.schemas.record.SpendTotal;
import dev.sluice.schemas.record.TokenUsage;
import dev.sluice.testing.Samples;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Records of a ledger, by number: every other one with what may be left out. */
final class LedgerSamples {

    private LedgerSamples() {}

    static LedgerEntry entry(int n) {
        boolean full = n % 2 == 0;
        return LedgerEntry.newBuilder()
                .setEntryId(entryId(n))
                .setRequestId("r-" + n)
                .setAttempt(1)
                .setLine(1)
                .setKind(full ? EntryKind.ACTUAL : EntryKind.UNKNOWN)
                .setCorrects(null)
                .setTenant(Samples.TENANT)
                .setProvider("sim")
                .setModel("gpt-4o-mini")
                .setServedModel(full ? "gpt-4o-mini-2024-07-18" : null)
                .setLane(full ? "sim/key-a" : null)
                .setProviderKey(full ? "key-a" : null)
                .setProviderRequestId(full ? "chatcmpl-ü-" + n : null)
                .setOutcome(full ? "ANSWERED" : "FAILED")
                .setUsage(full ? new TokenUsage((long) n, 2L * n, 0L, 1L) : null)
                .setPriceId(Samples.price().id())
                .setAmountPicos(amount(n))
                .setReservedPicos(31_950_000)
                .setOvershootPicos(0)
                .setWorkflow(full ? "w-" + n % 100 : null)
                .setStep(full ? "s" : null)
                .setEventAt(at(n))
                .setRecordedAt(at(n).plusSeconds(1))
                .setConfigVersion(1)
                .build();
    }

    static String entryId(int n) {
        return "r-" + n + "/1/1";
    }

    /** Large enough for a sum that no long and no double would hold. */
    static long amount(int n) {
        return 5_000_000_000_000_000_000L + n;
    }

    /** Of entries {@code from} to {@code to}. */
    static BigInteger sum(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(n -> BigInteger.valueOf(amount(n)))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** Milliseconds that are not round, in an hour that clocks of New York skip. */
    static Instant at(int n) {
        return Instant.parse("2026-03-08T02:30:00.123Z").plusMillis(n);
    }

    static String key(int n) {
        return "team|acme/team-" + n + "|2026-03-08";
    }

    static SpendTotal total(int n, int round) {
        return new SpendTotal(
                "team",
                "acme/team-" + n,
                "2026-03-08",
                round + 1L,
                (long) round,
                1L,
                10L,
                20L,
                PicoUsd.toUsd(round + 1L),
                PicoUsd.toUsd(0),
                at(round));
    }

    static AuditedEvent decided(int n) {
        Decision decision =
                Decision.newBuilder()
                        .setRequestId("r-" + n)
                        .setAttempt(1)
                        .setTenant(Samples.TENANT)
                        .setKind(n % 2 == 0 ? DecisionKind.ANSWERED : DecisionKind.EXPIRED)
                        .setReason("answered")
                        .setModel("gpt-4o-mini")
                        .setLimits(List.of())
                        .setAt(at(n))
                        .setConfigVersion(1)
                        .build();
        return AuditedEvent.ofDecision(decision, n, at(n));
    }
}
