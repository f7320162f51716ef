package dev.sluice.ledger.verify;

import dev.sluice.ledger.audit.AuditChain;
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
final class ChainVerifier {

    private final String chain;
    private final LinkCheck check;
    private ChainState state;
    private long position = 0;

    /**
     * @param keys of the chain that should be here; its id is the verifier's own knowledge, not
     *     what the records claim
     */
    ChainVerifier(ChainKeys keys) {
        this.chain = keys.chain();
        this.state = new Whole(new AuditChain.Head(0, keys.firstMac()));
        this.check = new LinkCheck(keys);
    }

    /** Takes the next record. */
    void next(AuditRecord record) {
        state =
                switch (state) {
                    case Whole(AuditChain.Head head) -> follow(head, record);
                    case Missing missing -> search(missing, record);
                    case Broken broken -> broken;
                };
        position++;
    }

    /** Takes the next record, which nothing can be read of. */
    void unreadable(String detail) {
        if (state instanceof Whole) {
            state = broken(AuditFault.Kind.UNREADABLE, detail);
        }
        position++;
    }

    /** Records taken so far. */
    long records() {
        return position;
    }

    /** Whether every record so far is the one that should be there. */
    boolean whole() {
        return state instanceof Whole;
    }

    /** The first fault, once all records were taken. */
    Optional<AuditFault> fault() {
        return switch (state) {
            case Whole _ -> Optional.empty();
            case Missing missing -> Optional.of(missing.ifNotFound());
            case Broken broken -> Optional.of(broken.fault());
        };
    }

    private ChainState follow(AuditChain.Head head, AuditRecord record) {
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
            return broken(AuditFault.Kind.REPEATED, "number " + found + " again");
        }
        return check.flaw(record, head)
                .<ChainState>map(flaw -> broken(flaw.kind(), flaw.detail()))
                .orElseGet(() -> new Whole(new AuditChain.Head(expected + 1, record.getMac())));
    }

    private ChainState missing(long expected, long found) {
        String detail = "number " + found + " where " + expected + " should be";
        AuditFault.Kind kind = expected == 0 ? AuditFault.Kind.TRUNCATED_HEAD : AuditFault.Kind.GAP;
        return new Missing(new AuditFault(chain, position, kind, detail), expected);
    }

    private ChainState search(Missing missing, AuditRecord record) {
        boolean found = record.getSeq() == missing.seq() && check.stranger(record).isEmpty();
        AuditFault fault = missing.ifNotFound();
        return found
                ? new Broken(
                        new AuditFault(
                                chain, fault.position(), AuditFault.Kind.REORDERED, fault.detail()))
                : missing;
    }

    private ChainState broken(AuditFault.Kind kind, String detail) {
        return new Broken(new AuditFault(chain, position, kind, detail));
    }
}
