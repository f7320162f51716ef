package dev.sluice.ledger.verify;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * Compares the lines of one ledger partition with those audited by its chain. One task writes both
 * in the same order and the same transactions, so the two lists must be equal, line by line.
 *
 * <p>Three steps, as the ledger may be writing meanwhile: the audit log up to some end, the entries
 * up to a later end, the audit log up to a still later one. Of the first step only a running hash
 * is kept; what the ledger wrote between the steps is compared one by one. Not thread-safe: owned
 * by one verification.
 */
final class EntryMatch {

    private final String chain;
    private final RunningHash audited = new RunningHash();
    private final RunningHash found = new RunningHash();
    private final Queue<PostedEntry> notAuditedYet = new ArrayDeque<>();
    private BigInteger auditedPicos = BigInteger.ZERO;
    private long auditedLater = 0;
    private long entries = 0;
    private Optional<AuditFault> fault = Optional.empty();

    EntryMatch(String chain) {
        this.chain = chain;
    }

    /** First step: a line that the audit log names. */
    void audited(PostedEntry entry) {
        audited.add(entry);
        sum(entry);
    }

    /** Second step: a line of the ledger. */
    void found(PostedEntry entry) {
        entries++;
        if (found.count >= audited.count) {
            notAuditedYet.add(entry);
            return;
        }
        found.add(entry);
        if (found.count == audited.count && !found.sameAs(audited)) {
            fault(
                    AuditFault.Kind.ENTRIES_DIFFER,
                    0,
                    "up to line " + found.count + " of the partition");
        }
    }

    /** Third step: a line that the audit log named after the end of the first step. */
    void auditedLater(PostedEntry entry) {
        sum(entry);
        auditedLater++;
        PostedEntry next = notAuditedYet.poll();
        if (next != null && !next.equals(entry)) {
            fault(
                    AuditFault.Kind.ENTRIES_DIFFER,
                    audited.count + auditedLater - 1,
                    "audited " + entry + ", in the ledger " + next);
        }
    }

    /** What is wrong, after the three steps. */
    Optional<AuditFault> fault() {
        if (fault.isPresent()) {
            return fault;
        }
        if (found.count < audited.count) {
            return at(
                    AuditFault.Kind.ENTRY_MISSING,
                    found.count,
                    audited.count + " lines were audited, " + found.count + " are in the ledger");
        }
        return notAuditedYet.isEmpty()
                ? Optional.empty()
                : at(
                        AuditFault.Kind.ENTRY_NOT_AUDITED,
                        audited.count + auditedLater,
                        notAuditedYet.element().toString());
    }

    /** Sum of all audited lines: what the ledger's entries must add up to. */
    BigInteger auditedPicos() {
        return auditedPicos;
    }

    /** Lines of the ledger that were compared. */
    long entries() {
        return entries;
    }

    private void sum(PostedEntry entry) {
        auditedPicos = auditedPicos.add(BigInteger.valueOf(entry.line().picos()));
    }

    private void fault(AuditFault.Kind kind, long position, String detail) {
        if (fault.isEmpty()) {
            fault = at(kind, position, detail);
        }
    }

    private Optional<AuditFault> at(AuditFault.Kind kind, long position, String detail) {
        return Optional.of(new AuditFault(chain, position, kind, detail));
    }

    /** A hash over a list of lines, and how many they are. */
    private static final class RunningHash {

        private final MessageDigest sha256;
        private byte[] hash = new byte[0];
        private long count = 0;

        RunningHash() {
            try {
                sha256 = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }

        void add(PostedEntry entry) {
            sha256.update(hash);
            hash = sha256.digest(entry.toString().getBytes(StandardCharsets.UTF_8));
            count++;
        }

        boolean sameAs(RunningHash other) {
            return MessageDigest.isEqual(hash, other.hash);
        }
    }
}
