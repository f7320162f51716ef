package dev.sluice.dispatcher.admission;

import dev.sluice.dispatcher.admission.request.Cancel;
import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.dispatcher.admission.request.TurnedAway;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Decision;
import dev.sluice.schemas.record.DecisionKind;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.Reservation;
import dev.sluice.schemas.record.ResultError;
import dev.sluice.schemas.record.ResultStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Says what was decided, for the ledger and the audit log. */
final class Decisions {

    private static final String WITHIN = "within_limits";

    private final long configVersion;

    Decisions(long configVersion) {
        this.configVersion = configVersion;
    }

    /**
     * @param why the attempt is for another model than the request asked for
     */
    Decision admitted(
            RequestFacts facts,
            Attempt attempt,
            Optional<String> why,
            List<String> limits,
            Instant now) {
        String reason = why.map(it -> "in_place_of " + facts.model() + ": " + it).orElse(WITHIN);
        return about(facts, DecisionKind.ADMITTED, reason, now)
                .setModel(attempt.getModel())
                .setAttempt(attempt.getAttempt())
                .setReservation(attempt.getReservation())
                .setLimits(limits)
                .build();
    }

    Decision parked(RequestFacts facts, String limit, Instant now) {
        return about(facts, DecisionKind.PARKED, "waits_for_limit", now)
                .setLimits(List.of(limit))
                .build();
    }

    Decision settled(
            RequestFacts facts, int attempt, Reservation reservation, String reason, Instant now) {
        return about(facts, DecisionKind.SETTLED, reason, now)
                .setAttempt(attempt)
                .setReservation(reservation)
                .build();
    }

    /** The terminal result of a request that was accepted. */
    Decision concluded(RequestFacts facts, InferenceResult result, Instant now) {
        Decision.Builder decision = about(facts, kind(result), reason(result), now);
        result.getError()
                .flatMap(ResultError::getLimit)
                .map(List::of)
                .ifPresent(decision::setLimits);
        return decision.setAttempt(result.getAttempts()).build();
    }

    /** A request that a rule ended. */
    Decision ruledOut(RequestFacts facts, String type, String rule, Instant now) {
        return about(facts, DecisionKind.REFUSED, type + ": " + rule, now).build();
    }

    Decision repeated(RequestFacts facts, String firstRequestId, Instant now) {
        return about(facts, DecisionKind.REPEATED, "answered_as " + firstRequestId, now).build();
    }

    /** It waits for the answer of another one, or takes its place if there comes none. */
    Decision joined(RequestFacts facts, Optional<String> firstRequestId, Instant now) {
        String reason = firstRequestId.map(id -> "joined " + id).orElse("joined");
        return about(facts, DecisionKind.PARKED, reason, now).build();
    }

    Decision cached(RequestFacts facts, String fromRequestId, Instant now) {
        return about(facts, DecisionKind.REPEATED, "cached_from " + fromRequestId, now).build();
    }

    /** Somebody asked for an end, and nothing is changed by it now. */
    Decision cancelNoted(Cancel cancel, String reason, Instant now) {
        return Decision.newBuilder()
                .setRequestId(cancel.requestId())
                .setAttempt(0)
                .setTenant(cancel.by())
                .setKind(DecisionKind.CANCEL_NOTED)
                .setReason(reason)
                .setModel("")
                .setAt(now)
                .setConfigVersion(configVersion)
                .build();
    }

    Decision turnedAway(TurnedAway away, Instant now) {
        DecisionKind kind =
                away.status() == ResultStatus.EXPIRED ? DecisionKind.EXPIRED : DecisionKind.REFUSED;
        return Decision.newBuilder()
                .setRequestId(away.requestId())
                .setAttempt(0)
                .setTenant(away.tenant())
                .setKind(kind)
                .setReason(away.error().getType())
                .setModel(away.model())
                .setWorkflow(away.echo().workflow().orElse(null))
                .setStep(away.echo().step().orElse(null))
                .setReplayOf(away.echo().replayOf().orElse(null))
                .setAt(now)
                .setConfigVersion(configVersion)
                .build();
    }

    private Decision.Builder about(
            RequestFacts facts, DecisionKind kind, String reason, Instant now) {
        return Decision.newBuilder()
                .setRequestId(facts.requestId())
                .setAttempt(0)
                .setTenant(facts.tenant())
                .setKind(kind)
                .setReason(reason)
                .setModel(facts.model())
                .setWorkflow(facts.echo().workflow().orElse(null))
                .setStep(facts.echo().step().orElse(null))
                .setReplayOf(facts.echo().replayOf().orElse(null))
                .setAt(now)
                .setConfigVersion(configVersion);
    }

    private static DecisionKind kind(InferenceResult result) {
        return switch (result.getStatus()) {
            case ANSWERED -> DecisionKind.ANSWERED;
            case REFUSED -> DecisionKind.REFUSED;
            case EXPIRED -> DecisionKind.EXPIRED;
            case CANCELLED -> DecisionKind.CANCELLED;
            case FAILED, OUTCOME_UNKNOWN -> DecisionKind.FAILED;
        };
    }

    private static String reason(InferenceResult result) {
        return result.getError().map(ResultError::getType).orElse("answered");
    }
}
