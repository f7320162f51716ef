package dev.sluice.ledger.verify;

import dev.sluice.ledger.audit.AuditChain;
import dev.sluice.ledger.audit.AuditedEvent;
import dev.sluice.ledger.audit.ChainKeys;
import dev.sluice.schemas.record.AuditRecord;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;

/** Whether one record is the link that follows a head, whose number it has. */
final class LinkCheck {

    /** What is wrong with a record. */
    record Flaw(AuditFault.Kind kind, String detail) {}

    private final ChainKeys keys;

    LinkCheck(ChainKeys keys) {
        this.keys = keys;
    }

    /** Before anything else: whether the record belongs here at all. */
    Optional<Flaw> stranger(AuditRecord record) {
        if (!record.getChain().equals(keys.chain())) {
            return flaw(AuditFault.Kind.WRONG_CHAIN, "it is of chain " + record.getChain());
        }
        if (!record.getKeyId().equals(keys.keyId())) {
            return flaw(AuditFault.Kind.WRONG_KEY, "it names root key " + record.getKeyId());
        }
        return Optional.empty();
    }

    Optional<Flaw> flaw(AuditRecord record, AuditChain.Head head) {
        return epoch(record).or(() -> content(record)).or(() -> link(record, head));
    }

    private Optional<Flaw> epoch(AuditRecord record) {
        int epoch = record.getEpoch();
        if (epoch == keys.epoch() + 1) {
            keys.advance();
        }
        return epoch == keys.epoch()
                ? Optional.empty()
                : flaw(
                        AuditFault.Kind.WRONG_EPOCH,
                        "epoch " + epoch + " after epoch " + keys.epoch());
    }

    private Optional<Flaw> content(AuditRecord record) {
        if (record.getCanonVersion() != AuditChain.CANON_VERSION) {
            return altered("canonical version " + record.getCanonVersion() + " is unknown");
        }
        if (!same(keys.leaf(record.getCanonical()), record.getLeaf())) {
            return altered("the leaf is not that of the canonical bytes");
        }
        try {
            return envelope(record, AuditedEvent.read(record.getCanonical()));
        } catch (IllegalArgumentException e) {
            return altered("the canonical bytes cannot be read: " + e.getMessage());
        }
    }

    /** The readable fields beside the canonical bytes must say the same. */
    private static Optional<Flaw> envelope(AuditRecord record, AuditedEvent event) {
        boolean same =
                record.getKind().equals(event.kind().text())
                        && record.getRequestId().equals(event.requestId())
                        && record.getAttempt() == event.attempt()
                        && record.getCustomer().equals(event.customer())
                        && record.getAt().equals(event.recordedAt());
        return same
                ? Optional.empty()
                : altered("the fields beside the canonical bytes say something else");
    }

    private Optional<Flaw> link(AuditRecord record, AuditChain.Head head) {
        if (!same(head.mac(), record.getPrevMac())) {
            return flaw(AuditFault.Kind.BROKEN_LINK, "it follows another record");
        }
        return same(keys.mac(head.mac(), record.getLeaf()), record.getMac())
                ? Optional.empty()
                : flaw(AuditFault.Kind.FORGED, "the MAC was not made with the key");
    }

    private static Optional<Flaw> altered(String detail) {
        return flaw(AuditFault.Kind.ALTERED, detail);
    }

    private static Optional<Flaw> flaw(AuditFault.Kind kind, String detail) {
        return Optional.of(new Flaw(kind, detail));
    }

    /** In constant time, so that a forger who can measure learns nothing about the right MAC. */
    private static boolean same(ByteBuffer one, ByteBuffer other) {
        return MessageDigest.isEqual(bytes(one), bytes(other));
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
