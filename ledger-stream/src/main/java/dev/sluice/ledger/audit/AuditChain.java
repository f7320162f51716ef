package dev.sluice.ledger.audit;

import dev.sluice.schemas.record.AuditRecord;
import java.nio.ByteBuffer;

/** Makes the links of one chain. Owned by the stream thread of its partition. */
public final class AuditChain {

    /** Of the canonical bytes, see {@link AuditedEvent}. */
    public static final int CANON_VERSION = 1;

    /**
     * Where a chain goes on.
     *
     * @param nextSeq number of the next link
     * @param mac MAC of the last one
     */
    public record Head(long nextSeq, ByteBuffer mac) {}

    /** A link, and where the chain goes on after it. */
    public record Link(AuditRecord record, Head head) {}

    private final ChainKeys keys;

    public AuditChain(ChainKeys keys) {
        this.keys = keys;
    }

    public String id() {
        return keys.chain();
    }

    /** Where the chain begins. */
    public Head start() {
        return new Head(0, keys.firstMac());
    }

    /** The link that follows {@code head}. */
    public Link append(Head head, AuditedEvent event) {
        ByteBuffer leaf = keys.leaf(event.canonical());
        ByteBuffer mac = keys.mac(head.mac(), leaf);
        AuditRecord record =
                AuditRecord.newBuilder()
                        .setChain(keys.chain())
                        .setSeq(head.nextSeq())
                        .setEpoch(keys.epoch())
                        .setKeyId(keys.keyId())
                        .setCanonVersion(CANON_VERSION)
                        .setKind(event.kind().text())
                        .setRequestId(event.requestId())
                        .setAttempt(event.attempt())
                        .setCustomer(event.customer())
                        .setCanonical(event.canonical())
                        .setLeaf(leaf)
                        .setPrevMac(head.mac())
                        .setMac(mac)
                        .setAt(event.recordedAt())
                        .build();
        return new Link(record, new Head(head.nextSeq() + 1, mac));
    }
}
