package dev.sluice.ledger.samples;

import dev.sluice.ledger.audit.AuditChain;
import dev.sluice.ledger.audit.AuditRootKey;
import dev.sluice.ledger.audit.AuditedEvent;
import dev.sluice.ledger.audit.ChainKeys;
import dev.sluice.ledger.audit.ChainOrigin;
import dev.sluice.ledger.pricing.Charge;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.AuditRecord;
import dev.sluice.testing.Samples;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Audit chains of answers, as the ledger writes them. */
public final class Chains {

    public static final ChainOrigin ORIGIN = new ChainOrigin("cluster", Samples.TOPIC_ID);

    private Chains() {}

    public static AuditRootKey rootKey(String secret) {
        return AuditRootKey.of(secret.getBytes(StandardCharsets.UTF_8));
    }

    /** Keys of the chain of partition 0, with the right root key. */
    public static ChainKeys keys() {
        return ChainKeys.of(rootKey("root"), ORIGIN.chain(0));
    }

    /** So many answers, each of {@code picos}. */
    public static List<AuditRecord> of(ChainKeys keys, int records, long picos) {
        AuditChain chain = new AuditChain(keys);
        AuditChain.Head head = chain.start();
        List<AuditRecord> links = new ArrayList<>();
        for (int offset = 0; offset < records; offset++) {
            AuditChain.Link link = chain.append(head, answer(offset, picos));
            links.add(link.record());
            head = link.head();
        }
        return links;
    }

    /** The event of one answer. */
    public static AuditedEvent answer(int offset, long picos) {
        AttemptEnd end = Ends.answered(Samples.requestId(offset));
        return AuditedEvent.ofEnd(
                end,
                Entries.first(end, new Charge.Actual(picos)),
                offset,
                Samples.NOON.plusMillis(offset));
    }
}
