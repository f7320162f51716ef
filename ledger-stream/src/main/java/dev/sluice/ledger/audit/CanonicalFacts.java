package dev.sluice.ledger.audit;

import static dev.sluice.ledger.audit.CanonicalField.ATTEMPT;
import static dev.sluice.ledger.audit.CanonicalField.BILLING;
import static dev.sluice.ledger.audit.CanonicalField.CACHED_INPUT_TOKENS;
import static dev.sluice.ledger.audit.CanonicalField.CONFIG_VERSION;
import static dev.sluice.ledger.audit.CanonicalField.CUSTOMER;
import static dev.sluice.ledger.audit.CanonicalField.DOCUMENT_SHA256;
import static dev.sluice.ledger.audit.CanonicalField.ENTRY_KIND;
import static dev.sluice.ledger.audit.CanonicalField.ERROR_CLASS;
import static dev.sluice.ledger.audit.CanonicalField.EVENT_AT;
import static dev.sluice.ledger.audit.CanonicalField.INPUT_TOKENS;
import static dev.sluice.ledger.audit.CanonicalField.INPUT_TOKENS_BOUND;
import static dev.sluice.ledger.audit.CanonicalField.KIND;
import static dev.sluice.ledger.audit.CanonicalField.LANE;
import static dev.sluice.ledger.audit.CanonicalField.LANE_EPOCH;
import static dev.sluice.ledger.audit.CanonicalField.LEASE;
import static dev.sluice.ledger.audit.CanonicalField.LIMITS;
import static dev.sluice.ledger.audit.CanonicalField.LINE;
import static dev.sluice.ledger.audit.CanonicalField.MODEL;
import static dev.sluice.ledger.audit.CanonicalField.NOT_CALLED;
import static dev.sluice.ledger.audit.CanonicalField.ORDERED_BY;
import static dev.sluice.ledger.audit.CanonicalField.OUTPUT_TOKENS;
import static dev.sluice.ledger.audit.CanonicalField.OUTPUT_TOKENS_BOUND;
import static dev.sluice.ledger.audit.CanonicalField.PICOS;
import static dev.sluice.ledger.audit.CanonicalField.POOL;
import static dev.sluice.ledger.audit.CanonicalField.POSTED;
import static dev.sluice.ledger.audit.CanonicalField.PRICE_ID;
import static dev.sluice.ledger.audit.CanonicalField.PROVIDER;
import static dev.sluice.ledger.audit.CanonicalField.PROVIDER_KEY;
import static dev.sluice.ledger.audit.CanonicalField.PROVIDER_REQUEST_ID;
import static dev.sluice.ledger.audit.CanonicalField.REASON;
import static dev.sluice.ledger.audit.CanonicalField.REASONING_TOKENS;
import static dev.sluice.ledger.audit.CanonicalField.RECORDED_AT;
import static dev.sluice.ledger.audit.CanonicalField.REPLACES;
import static dev.sluice.ledger.audit.CanonicalField.REPLAY_OF;
import static dev.sluice.ledger.audit.CanonicalField.REQUEST_ID;
import static dev.sluice.ledger.audit.CanonicalField.RESERVED_PICOS;
import static dev.sluice.ledger.audit.CanonicalField.RETRY_AFTER_MILLIS;
import static dev.sluice.ledger.audit.CanonicalField.SERVED_MODEL;
import static dev.sluice.ledger.audit.CanonicalField.SOURCE_OFFSET;
import static dev.sluice.ledger.audit.CanonicalField.STARTED_AT;
import static dev.sluice.ledger.audit.CanonicalField.STATUS_CODE;
import static dev.sluice.ledger.audit.CanonicalField.STEP;
import static dev.sluice.ledger.audit.CanonicalField.TEAM;
import static dev.sluice.ledger.audit.CanonicalField.UNTIL;
import static dev.sluice.ledger.audit.CanonicalField.VERDICT;
import static dev.sluice.ledger.audit.CanonicalField.VIRTUAL_KEY;
import static dev.sluice.ledger.audit.CanonicalField.WORKFLOW;
import static dev.sluice.ledger.audit.CanonicalField.WRITER;

import dev.sluice.ledger.posting.Posting;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.ConfigDocument;
import dev.sluice.schemas.record.Decision;
import dev.sluice.schemas.record.KeyCommand;
import dev.sluice.schemas.record.LedgerEntry;
import dev.sluice.schemas.record.Reservation;
import dev.sluice.schemas.record.Tenant;
import dev.sluice.schemas.record.TokenUsage;
import java.time.Instant;
import java.util.Optional;

/** Which facts of a record stand in the canonical bytes, and in which fields. */
final class CanonicalFacts {

    private CanonicalFacts() {}

    static void decision(CanonicalWriter out, Decision decision) {
        subject(out, decision.getRequestId(), decision.getAttempt(), decision.getTenant());
        out.text(KIND, decision.getKind().name()).text(MODEL, decision.getModel());
        Optional<Reservation> reservation = decision.getReservation();
        out.number(RESERVED_PICOS, reservation.map(Reservation::getPicos))
                .text(PRICE_ID, reservation.map(Reservation::getPriceId))
                .text(WORKFLOW, decision.getWorkflow())
                .text(STEP, decision.getStep())
                .number(EVENT_AT, decision.getAt().toEpochMilli())
                .number(CONFIG_VERSION, decision.getConfigVersion())
                .text(REASON, decision.getReason())
                .texts(LIMITS, decision.getLimits())
                .text(REPLAY_OF, decision.getReplayOf());
    }

    /** The provider's message and answer are left out on purpose: they may quote the prompt. */
    static void end(CanonicalWriter out, AttemptEnd end) {
        subject(out, end.getRequestId(), end.getAttempt(), end.getTenant());
        out.text(KIND, end.getKind().name())
                .text(MODEL, end.getModel())
                .number(RESERVED_PICOS, end.getReservation().getPicos())
                .text(PRICE_ID, end.getReservation().getPriceId())
                .text(WORKFLOW, end.getWorkflow())
                .text(STEP, end.getStep())
                .number(EVENT_AT, end.getEndedAt().toEpochMilli())
                .number(CONFIG_VERSION, end.getConfigVersion());
        call(out, end);
        usage(out, end.getUsage());
        out.number(STARTED_AT, end.getStartedAt().map(Instant::toEpochMilli))
                .number(RETRY_AFTER_MILLIS, end.getRetryAfterMillis());
    }

    /** An order for a provider key is about no request and no customer. */
    static void keyCommand(CanonicalWriter out, KeyCommand command) {
        out.text(REQUEST_ID, "")
                .number(ATTEMPT, 0)
                .text(CUSTOMER, "")
                .text(KIND, command.getAction().name())
                .number(EVENT_AT, command.getAt().toEpochMilli())
                .text(REASON, command.getReason())
                .text(ORDERED_BY, command.getOrderedBy())
                .number(UNTIL, command.getUntil().map(Instant::toEpochMilli))
                .text(PROVIDER, command.getProvider())
                .text(PROVIDER_KEY, command.getKey());
    }

    /** Not the document: it stands in its topic, and is the one of this hash. */
    static void config(CanonicalWriter out, ConfigDocument document) {
        out.text(REQUEST_ID, "")
                .number(ATTEMPT, 0)
                .text(CUSTOMER, "")
                .number(EVENT_AT, document.getAt().toEpochMilli())
                .number(CONFIG_VERSION, document.getVersion())
                .text(ORDERED_BY, document.getAppliedBy())
                .text(DOCUMENT_SHA256, document.getSha256())
                .number(REPLACES, document.getReplaces());
    }

    private static void call(CanonicalWriter out, AttemptEnd end) {
        out.text(WRITER, end.getWriter().name())
                .text(BILLING, end.getBilling().name())
                .name(NOT_CALLED, end.getNotCalled())
                .name(ERROR_CLASS, end.getErrorClass())
                .number(STATUS_CODE, end.getStatusCode())
                .text(POOL, end.getPool())
                .text(PROVIDER, end.getProvider())
                .text(LANE, end.getLane())
                .text(PROVIDER_KEY, end.getProviderKey())
                .text(SERVED_MODEL, end.getServedModel())
                .text(PROVIDER_REQUEST_ID, end.getProviderRequestId())
                .number(LEASE, end.getLease())
                .number(LANE_EPOCH, end.getEpoch())
                .number(INPUT_TOKENS_BOUND, end.getInputTokens())
                .number(OUTPUT_TOKENS_BOUND, end.getMaxOutputTokens());
    }

    private static void usage(CanonicalWriter out, Optional<TokenUsage> usage) {
        out.number(INPUT_TOKENS, usage.map(TokenUsage::getInputTokens))
                .number(OUTPUT_TOKENS, usage.map(TokenUsage::getOutputTokens))
                .number(CACHED_INPUT_TOKENS, usage.map(TokenUsage::getCachedInputTokens))
                .number(REASONING_TOKENS, usage.map(TokenUsage::getReasoningTokens));
    }

    /** What the ledger made of an end. */
    static void posting(CanonicalWriter out, Posting posting) {
        out.text(VERDICT, posting.verdict().name())
                .records(POSTED, posting.entries().stream().map(CanonicalFacts::line).toList());
    }

    /** From where the ledger read the record, and when. */
    static void recorded(CanonicalWriter out, long sourceOffset, Instant now) {
        out.number(SOURCE_OFFSET, sourceOffset).number(RECORDED_AT, now.toEpochMilli());
    }

    private static CanonicalWriter line(LedgerEntry entry) {
        return CanonicalWriter.untagged()
                .number(LINE, entry.getLine())
                .text(ENTRY_KIND, entry.getKind().name())
                .number(PICOS, entry.getAmountPicos());
    }

    private static void subject(CanonicalWriter out, String requestId, int attempt, Tenant tenant) {
        out.text(REQUEST_ID, requestId)
                .number(ATTEMPT, attempt)
                .text(CUSTOMER, tenant.getCustomer())
                .text(TEAM, tenant.getTeam())
                .text(VIRTUAL_KEY, tenant.getVirtualKey());
    }
}
