package dev.sluice.ledger.posting;

import dev.sluice.ledger.posting.Posting.Verdict;
import dev.sluice.ledger.pricing.Charge;
import dev.sluice.ledger.state.AttemptCharge;
import dev.sluice.ledger.state.Standing;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.LedgerConflict;
import dev.sluice.schemas.record.LedgerEntry;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Decides what an end adds to the ledger: the first one counts, a real one replaces an unknown. */
public final class PostingRules {

    /** Ends of one attempt that are told apart; more than a few means that something is broken. */
    static final int ENDS_KEPT_MAX = 8;

    private PostingRules() {}

    /**
     * @param before what was charged for the attempt within the horizon
     * @param charge the price of the end
     */
    public static Posting decide(
            Optional<AttemptCharge> before, ArrivedEnd arrived, Charge charge) {
        return before.map(known -> again(known, arrived, charge))
                .orElseGet(() ->
                        switch (arrived.age()) {
                            case WITHIN -> first(arrived, charge);
                            case BEYOND -> late(arrived);
                        });
    }

    private static Posting first(ArrivedEnd arrived, Charge charge) {
        Optional<LedgerEntry> entry = EntryLines.of(arrived.end(), charge, 1, arrived.now());
        return new Posting(
                entry.isPresent() ? Verdict.CHARGED : Verdict.FREE,
                entry.stream().toList(),
                remark(arrived, charge),
                Optional.of(charged(arrived, entry, List.of(), entry.isPresent() ? 1 : 0)));
    }

    private static Posting again(AttemptCharge before, ArrivedEnd arrived, Charge charge) {
        if (before.getEnds().contains(arrived.hash())) {
            return new Posting(Verdict.REPEATED, List.of(), Optional.empty(), Optional.empty());
        }
        boolean real = arrived.end().getKind() != EndKind.UNKNOWN;
        return real && before.getStanding() == Standing.OPEN
                ? correction(before, arrived, charge)
                : conflict(before, arrived);
    }

    private static Posting correction(AttemptCharge before, ArrivedEnd arrived, Charge charge) {
        List<LedgerEntry> entries = new ArrayList<>();
        Optional<LedgerEntry> open = before.getOpenEntry().map(OpenEntries::read);
        open.ifPresent(entry ->
                entries.add(EntryLines.reversal(entry, before.getLines() + 1, arrived.now())));
        int line = before.getLines() + entries.size() + 1;
        Optional<LedgerEntry> actual = EntryLines.of(arrived.end(), charge, line, arrived.now());
        actual.ifPresent(entry ->
                entries.add(open.map(was -> EntryLines.correcting(entry, was)).orElse(entry)));
        int lines = before.getLines() + entries.size();
        return new Posting(
                Verdict.CORRECTED,
                entries,
                remark(arrived, charge),
                Optional.of(charged(arrived, actual, before.getEnds(), lines)));
    }

    private static Posting conflict(AttemptCharge before, ArrivedEnd arrived) {
        ByteBuffer firstHash = before.getEnds().getFirst();
        AttemptCharge after =
                AttemptCharge.newBuilder(before)
                        .setEnds(remember(before.getEnds(), arrived.hash()))
                        .build();
        return new Posting(
                Verdict.CONFLICTING,
                List.of(),
                Optional.of(record(arrived, contradiction(before, arrived), hex(firstHash))),
                Optional.of(after));
    }

    private static ConflictReason contradiction(AttemptCharge before, ArrivedEnd arrived) {
        if (arrived.end().getKind() != EndKind.UNKNOWN) {
            return ConflictReason.DIFFERENT_END;
        }
        return switch (before.getStanding()) {
            case OPEN -> ConflictReason.SECOND_UNKNOWN;
            case SETTLED -> ConflictReason.UNKNOWN_AFTER_END;
        };
    }

    /** Not charged: whether it was charged before is no longer known, and twice would be worse. */
    private static Posting late(ArrivedEnd arrived) {
        return new Posting(
                Verdict.LATE,
                List.of(),
                Optional.of(record(arrived, ConflictReason.BEYOND_HORIZON, "")),
                Optional.empty());
    }

    private static AttemptCharge charged(
            ArrivedEnd arrived, Optional<LedgerEntry> entry, List<ByteBuffer> ends, int lines) {
        boolean open = arrived.end().getKind() == EndKind.UNKNOWN;
        return AttemptCharge.newBuilder()
                .setStanding(open ? Standing.OPEN : Standing.SETTLED)
                .setLines(lines)
                .setEnds(remember(ends, arrived.hash()))
                .setOpenEntry(open ? entry.map(OpenEntries::write).orElse(null) : null)
                .build();
    }

    private static List<ByteBuffer> remember(List<ByteBuffer> ends, ByteBuffer hash) {
        List<ByteBuffer> all = new ArrayList<>(ends);
        if (all.size() < ENDS_KEPT_MAX) {
            all.add(hash);
        }
        return all;
    }

    /** A charge at the bound that should have been an actual one is worth a look. */
    private static Optional<LedgerConflict> remark(ArrivedEnd arrived, Charge charge) {
        return switch (charge) {
            case Charge.None _, Charge.Actual _ -> Optional.empty();
            case Charge.Bound(_, Charge.Cause cause) ->
                    switch (cause) {
                        case NOT_KNOWN -> Optional.empty();
                        case UNKNOWN_PRICE ->
                                Optional.of(record(arrived, ConflictReason.UNKNOWN_PRICE, ""));
                        case UNUSABLE_USAGE ->
                                Optional.of(record(arrived, ConflictReason.UNUSABLE_USAGE, ""));
                    };
        };
    }

    /** {@code firstHash} is empty where there is no other end to compare with. */
    private static LedgerConflict record(
            ArrivedEnd arrived, ConflictReason reason, String firstHash) {
        return LedgerConflict.newBuilder()
                .setRequestId(arrived.end().getRequestId())
                .setAttempt(arrived.end().getAttempt())
                .setReason(reason.text())
                .setFirstHash(firstHash)
                .setSecondHash(hex(arrived.hash()))
                .setAt(arrived.now())
                .build();
    }

    private static String hex(ByteBuffer hash) {
        byte[] bytes = new byte[hash.remaining()];
        hash.duplicate().get(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
