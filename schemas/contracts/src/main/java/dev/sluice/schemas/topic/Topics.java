package dev.sluice.schemas.topic;

import dev.sluice.schemas.record.AdmittedEvent;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.AuditCheckpoint;
import dev.sluice.schemas.record.AuditRecord;
import dev.sluice.schemas.record.CancelRequest;
import dev.sluice.schemas.record.ConfigDocument;
import dev.sluice.schemas.record.DeadLetter;
import dev.sluice.schemas.record.Decision;
import dev.sluice.schemas.record.InferenceRequest;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.JournalEntry;
import dev.sluice.schemas.record.KeyCommand;
import dev.sluice.schemas.record.LaneAnnouncement;
import dev.sluice.schemas.record.LedgerCharge;
import dev.sluice.schemas.record.LedgerConflict;
import dev.sluice.schemas.record.LedgerEntry;
import dev.sluice.schemas.record.ReroutedRequest;
import dev.sluice.schemas.record.SpendTotal;
import dev.sluice.schemas.record.Work;
import dev.sluice.schemas.topic.Topic.Partitioning;
import dev.sluice.schemas.topic.Topic.Stamp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.specific.SpecificRecordBase;

/** The topics of Sluice. Nothing else in the code names one. */
public final class Topics {

    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration JOURNAL = Duration.ofDays(3);
    private static final Duration LONG = Duration.ofDays(3650);

    /** Agents to admission: Avro, or JSON lines of the OpenAI Batch input format. */
    public static final Topic<InferenceRequest> REQUESTS =
            kept(
                    "inference.requests",
                    InferenceRequest.class,
                    Partitioning.CUSTOMER,
                    WEEK,
                    Stamp.BROKER);

    public static final Topic<CancelRequest> CANCELS =
            kept(
                    "inference.cancels",
                    CancelRequest.class,
                    Partitioning.CUSTOMER,
                    WEEK,
                    Stamp.BROKER);

    /** Admission to admission: requests that came on another customer's partition. */
    public static final Topic<ReroutedRequest> REROUTED =
            kept(
                    "inference.rerouted",
                    ReroutedRequest.class,
                    Partitioning.CUSTOMER,
                    WEEK,
                    Stamp.WRITER);

    public static final Topic<AdmittedEvent> ADMITTED =
            kept("inference.admitted", AdmittedEvent.class, Partitioning.POOL, WEEK, Stamp.WRITER);

    public static final Topic<Work> WORK =
            kept("inference.work", Work.class, Partitioning.LANE, WEEK, Stamp.WRITER);

    public static final Topic<LaneAnnouncement> LANE_EVENTS =
            kept(
                    "inference.lane-events",
                    LaneAnnouncement.class,
                    Partitioning.POOL,
                    WEEK,
                    Stamp.WRITER);

    /**
     * The lanes' journal; partition n is that of partition n of {@link #WORK}. Buckets are rebuilt
     * from append times.
     */
    public static final Topic<JournalEntry> ATTEMPTS =
            kept(
                    "inference.attempts",
                    JournalEntry.class,
                    Partitioning.LANE,
                    JOURNAL,
                    Stamp.BROKER);

    public static final Topic<AttemptEnd> OUTCOMES =
            kept("inference.outcomes", AttemptEnd.class, Partitioning.CUSTOMER, WEEK, Stamp.WRITER);

    public static final Topic<Decision> DECISIONS =
            kept("inference.decisions", Decision.class, Partitioning.CUSTOMER, WEEK, Stamp.WRITER);

    public static final Topic<InferenceResult> RESULTS =
            kept(
                    "inference.results",
                    InferenceResult.class,
                    Partitioning.CUSTOMER,
                    WEEK,
                    Stamp.WRITER);

    public static final Topic<DeadLetter> DEAD_LETTERS =
            kept(
                    "inference.dead-letters",
                    DeadLetter.class,
                    Partitioning.ORIGINAL_KEY,
                    Duration.ofDays(35),
                    Stamp.WRITER);

    public static final Topic<LedgerEntry> ENTRIES =
            kept("ledger.entries", LedgerEntry.class, Partitioning.CUSTOMER, LONG, Stamp.WRITER);

    public static final Topic<LedgerConflict> CONFLICTS =
            kept(
                    "ledger.conflicts",
                    LedgerConflict.class,
                    Partitioning.CUSTOMER,
                    LONG,
                    Stamp.WRITER);

    public static final Topic<SpendTotal> SPEND =
            compacted("ledger.spend", SpendTotal.class, Partitioning.SCOPE);

    public static final Topic<LedgerCharge> CHARGES =
            kept("ledger.charges", LedgerCharge.class, Partitioning.CUSTOMER, WEEK, Stamp.WRITER);

    /** Never compacted: a chain with holes proves nothing. */
    public static final Topic<AuditRecord> AUDIT_LOG =
            kept("audit.log", AuditRecord.class, Partitioning.CUSTOMER, LONG, Stamp.WRITER);

    public static final Topic<AuditCheckpoint> AUDIT_CHECKPOINTS =
            kept(
                    "audit.checkpoints",
                    AuditCheckpoint.class,
                    Partitioning.CUSTOMER,
                    LONG,
                    Stamp.WRITER);

    public static final Topic<ConfigDocument> CONFIG =
            compacted("sluice.config", ConfigDocument.class, Partitioning.SINGLE);

    /**
     * What people order for provider keys; read by the lanes and, for the audit log, the ledger.
     */
    public static final Topic<KeyCommand> KEYS =
            compacted("sluice.keys", KeyCommand.class, Partitioning.SINGLE);

    /**
     * Schemas of the embedded registry: plain JSON, one record a registration; not in Avro, since
     * it is what Avro needs.
     */
    public static final String SCHEMAS = "sluice.schemas";

    /** All topics with Avro values, in the order of a request's way. */
    public static final List<Topic<? extends SpecificRecord>> ALL =
            List.of(
                    REQUESTS,
                    CANCELS,
                    REROUTED,
                    ADMITTED,
                    WORK,
                    LANE_EVENTS,
                    ATTEMPTS,
                    OUTCOMES,
                    DECISIONS,
                    RESULTS,
                    DEAD_LETTERS,
                    ENTRIES,
                    CONFLICTS,
                    SPEND,
                    CHARGES,
                    AUDIT_LOG,
                    AUDIT_CHECKPOINTS,
                    CONFIG,
                    KEYS);

    private Topics() {}

    private static <V extends SpecificRecordBase> Topic<V> kept(
            String name,
            Class<V> type,
            Partitioning partitioning,
            Duration retention,
            Stamp stamp) {
        return new Topic<>(name, type, schemaOf(type), partitioning, Optional.of(retention), stamp);
    }

    private static <V extends SpecificRecordBase> Topic<V> compacted(
            String name, Class<V> type, Partitioning partitioning) {
        return new Topic<>(
                name, type, schemaOf(type), partitioning, Optional.empty(), Stamp.WRITER);
    }

    private static org.apache.avro.Schema schemaOf(Class<? extends SpecificRecordBase> type) {
        return org.apache.avro.specific.SpecificData.get().getSchema(type);
    }
}
