package dev.sluice.ledger.samples;

import dev.sluice.ledger.audit.AuditedEvent;
import dev.sluice.ledger.posting.ArrivedEnd;
import dev.sluice.ledger.posting.DedupeHorizon.Age;
import dev.sluice.ledger.posting.Posting;
import dev.sluice.ledger.posting.PostingRules;
import dev.sluice.ledger.pricing.Charge;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.LedgerEntry;
import dev.sluice.testing.Samples;
import java.util.List;
import java.util.Optional;

/** Lines of the ledger. */
public final class Entries {

    private Entries() {}

    /** An answer that cost {@code picos}. */
    public static LedgerEntry actual(long offset, long picos) {
        return first(Ends.answered(Samples.requestId(offset)), new Charge.Actual(picos))
                .entries()
                .getFirst();
    }

    /** A call whose outcome nobody knows. */
    public static LedgerEntry unknown(long offset) {
        return first(Ends.unknown(Samples.requestId(offset)), bound()).entries().getFirst();
    }

    /** What follows {@link #unknown} once the answer is there: a reversal and the actual. */
    public static List<LedgerEntry> correction(long offset, long picos) {
        String id = Samples.requestId(offset);
        Posting unknown = first(Ends.unknown(id), bound());
        return decide(unknown, Ends.answered(id), new Charge.Actual(picos)).entries();
    }

    /** What the ledger makes of the first end of an attempt. */
    public static Posting first(AttemptEnd end, Charge charge) {
        return PostingRules.decide(Optional.empty(), arrived(end), charge);
    }

    private static Posting decide(Posting before, AttemptEnd end, Charge charge) {
        return PostingRules.decide(before.after(), arrived(end), charge);
    }

    private static Charge bound() {
        return new Charge.Bound(Ends.RESERVED, Charge.Cause.NOT_KNOWN);
    }

    private static ArrivedEnd arrived(AttemptEnd end) {
        return new ArrivedEnd(end, AuditedEvent.hash(end), Age.WITHIN, Samples.NOON.plusSeconds(2));
    }
}
