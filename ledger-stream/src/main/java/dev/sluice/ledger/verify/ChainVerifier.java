package dev.sluice.ledger.verify;

import dev.sluice.ledger.audit.ChainHead;
import dev.sluice.ledger.audit.ChainKeys;
import dev.sluice.ledger.verify.ChainState.Broken;
import dev.sluice.ledger.verify.ChainState.Missing;
import dev.sluice.ledger.verify.ChainState.Whole;
import dev.sluice.ledger.verify.LinkCheck.Flaw;
import dev.sluice.schemas.record.AuditRecord;
import java.util.Optional;

/**
 * Verifies one chain, fed with its records in the order in which they stand, from the first one.
 * Needs the same memory however long the chain is. Not thread-safe: owned by one verification.
 */
public final class ChainVerifier {

    private final String chain;
    private final LinkCheck check;
    private ChainState state;
    private long position = 0;

    /**
     * @param keys of the chain that should be here; its id is the verifier's own knowledge, not
     *     what the records claim
     */
    public ChainVerifier(ChainKeys keys) {
        this.chain = keys.chain();
        this.state = new Whole(new ChainHead(0, keys.firstMac()));
        this.check = new LinkCheck(keys);
    }

    /** Takes the next record. */
    public void next(AuditRecord record) {
        state =
                switch (state) {
                    case Whole(ChainHead head) -> follow(head, record);
                    case Missing missing -> search(missing, record);
                    case Broken broken -> broken;
                };
        position++;
    }

    /** Takes the next record, which nothing can be read of. */
    public void unreadable(String detail) {
        if (state instanceof Whole) {
            state = broken(FaultKind.UNREADABLE, detail);
        }
        position++;
    }

    /** Records taken so far. */
    public long records() {
        return position;
    }

    /** Whether every record so far is the one that should be there. */
    public boolean whole() {
        return state instanceof Whole;
    }

    /** The first fault, once all records were taken. */
    public Optional<AuditFault> fault() {
        return switch (state) {
            case Whole _ -> Optional.empty();
            case Missing missing -> Optional.of(missing.ifNotFound());
            case Broken broken -> Optional.of(broken.fault());
        };
    }

    private ChainState follow(ChainHead head, AuditRecord record) {
        Optional<Flaw> stranger = check.stranger(record);
        if (stranger.isPresent()) {
            return broken(stranger.get().kind(), stranger.get().detail());
        }
        long expected = head.nextSeq();
        long found = record.getSeq();
        if (found > expected) {
            return missing(expected, found);
        }
        if (found < expected) {
            return broken(FaultKind.REPEATED, "number " + found + " again");
        }
        return check.flaw(record, head)
                .<ChainState>map(flaw -> broken(flaw.kind(), flaw.detail()))
                .orElseGet(() -> new Whole(new ChainHead(expected + 1, record.getMac())));
    }

    private ChainState missing(long expected, long found) {
        String detail = "number " + found + " where " + expected + " should be";
        FaultKind kind = expected == 0 ? FaultKind.TRUNCATED_HEAD : FaultKind.GAP;
        return new Missing(new AuditFault(chain, position, kind, detail), expected);
    }

    private ChainState search(Missing missing, AuditRecord record) {
        boolean found = record.getSeq() == missing.seq() && check.stranger(record).isEmpty();
        AuditFault fault = missing.ifNotFound();
        return found
                ? new Broken(
                        new AuditFault(
                                chain, fault.position(), FaultKind.REORDERED, fault.detail()))
                : missing;
    }

    private ChainState broken(FaultKind kind, String detail) {
        return new Broken(new AuditFault(chain, position, kind, detail));
    }
}
