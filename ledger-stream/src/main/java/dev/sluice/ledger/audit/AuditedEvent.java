package dev.sluice.ledger.audit;

import dev.sluice.ledger.posting.Posting;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.ConfigDocument;
import dev.sluice.schemas.record.Decision;
import dev.sluice.schemas.record.KeyCommand;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;

/**
 * What one link of a chain says, with the bytes that it is made of.
 *
 * @param requestId empty where it is about no request, as an order for a provider key
 * @param posted lines that an end added to the ledger; none for others
 * @param canonical see {@link CanonicalWriter}
 */
public record AuditedEvent(
        Kind kind,
        String requestId,
        int attempt,
        String customer,
        Instant recordedAt,
        List<PostedLine> posted,
        ByteBuffer canonical) {

    /** What is audited. */
    public enum Kind {
        DECISION("decision", "sluice.audit.decision.v1"),
        END("end", "sluice.audit.end.v1"),
        KEY_COMMAND("key_command", "sluice.audit.key_command.v1"),
        CONFIG("config", "sluice.audit.config.v1");

        private final String text;

        /** Stands in front of the bytes, so that those of one kind are never those of another. */
        private final String tag;

        Kind(String text, String tag) {
            this.text = text;
            this.tag = tag;
        }

        /** As in {@code AuditRecord.kind}. */
        public String text() {
            return text;
        }
    }

    private static final String HASH_TAG = "sluice.end.v1";

    public AuditedEvent {
        posted = List.copyOf(posted);
    }

    /**
     * @param sourceOffset in {@code inference.decisions}
     */
    public static AuditedEvent ofDecision(Decision decision, long sourceOffset, Instant now) {
        CanonicalWriter out = CanonicalWriter.tagged(Kind.DECISION.tag);
        CanonicalFacts.decision(out, decision);
        CanonicalFacts.recorded(out, sourceOffset, now);
        return new AuditedEvent(
                Kind.DECISION,
                decision.getRequestId(),
                decision.getAttempt(),
                decision.getTenant().getCustomer(),
                now,
                List.of(),
                ByteBuffer.wrap(out.bytes()));
    }

    /**
     * @param sourceOffset in {@code inference.outcomes}
     */
    public static AuditedEvent ofEnd(
            AttemptEnd end, Posting posting, long sourceOffset, Instant now) {
        CanonicalWriter out = CanonicalWriter.tagged(Kind.END.tag);
        CanonicalFacts.end(out, end);
        CanonicalFacts.posting(out, posting);
        CanonicalFacts.recorded(out, sourceOffset, now);
        return new AuditedEvent(
                Kind.END,
                end.getRequestId(),
                end.getAttempt(),
                end.getTenant().getCustomer(),
                now,
                posting.entries().stream()
                        .map(entry ->
                                new PostedLine(
                                        entry.getLine(),
                                        entry.getKind().name(),
                                        entry.getAmountPicos()))
                        .toList(),
                ByteBuffer.wrap(out.bytes()));
    }

    /**
     * @param sourceOffset in {@code sluice.keys}
     */
    public static AuditedEvent ofKeyCommand(KeyCommand command, long sourceOffset, Instant now) {
        CanonicalWriter out = CanonicalWriter.tagged(Kind.KEY_COMMAND.tag);
        CanonicalFacts.keyCommand(out, command);
        CanonicalFacts.recorded(out, sourceOffset, now);
        return new AuditedEvent(
                Kind.KEY_COMMAND, "", 0, "", now, List.of(), ByteBuffer.wrap(out.bytes()));
    }

    /**
     * One that takes no effect, since it was overtaken, is audited as well: its {@code replaces}
     * tells.
     *
     * @param sourceOffset in {@code sluice.config}
     */
    public static AuditedEvent ofConfig(ConfigDocument document, long sourceOffset, Instant now) {
        CanonicalWriter out = CanonicalWriter.tagged(Kind.CONFIG.tag);
        CanonicalFacts.config(out, document);
        CanonicalFacts.recorded(out, sourceOffset, now);
        return new AuditedEvent(
                Kind.CONFIG, "", 0, "", now, List.of(), ByteBuffer.wrap(out.bytes()));
    }

    /**
     * @throws IllegalArgumentException where the bytes are not canonical
     */
    public static AuditedEvent read(ByteBuffer canonical) {
        String tag = CanonicalReader.tag(canonical);
        for (Kind kind : Kind.values()) {
            if (kind.tag.equals(tag)) {
                return read(kind, CanonicalReader.fields(canonical), canonical);
            }
        }
        throw new IllegalArgumentException("unknown tag '" + tag + "'");
    }

    private static AuditedEvent read(Kind kind, CanonicalReader fields, ByteBuffer canonical) {
        return new AuditedEvent(
                kind,
                fields.text(CanonicalField.REQUEST_ID),
                fields.integer(CanonicalField.ATTEMPT),
                fields.text(CanonicalField.CUSTOMER),
                Instant.ofEpochMilli(fields.number(CanonicalField.RECORDED_AT)),
                fields.records(CanonicalField.POSTED).stream().map(AuditedEvent::line).toList(),
                canonical);
    }

    private static PostedLine line(CanonicalReader fields) {
        return new PostedLine(
                fields.integer(CanonicalField.LINE),
                fields.text(CanonicalField.ENTRY_KIND),
                fields.number(CanonicalField.PICOS));
    }

    /**
     * SHA-256 of what an end says, apart from the provider's words: equal for the same end sent
     * twice.
     */
    public static ByteBuffer hash(AttemptEnd end) {
        CanonicalWriter out = CanonicalWriter.tagged(HASH_TAG);
        CanonicalFacts.end(out, end);
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(out.bytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
