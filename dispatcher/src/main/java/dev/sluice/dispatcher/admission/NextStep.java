package dev.sluice.dispatcher.admission;

import dev.sluice.config.RequestPolicy;
import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.dispatcher.admission.request.RequestState.Tally;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.schemas.record.NotCalledReason;
import dev.sluice.schemas.record.ResultStatus;
import java.time.Duration;
import java.time.Instant;

/** What follows from the end of an attempt whose request has no result yet. */
sealed interface NextStep {

    /** The provider's answer is the result. */
    record Answer() implements NextStep {}

    /** The result is an error. */
    record Fail(ResultStatus status, String type) implements NextStep {}

    /** There is no time left for anything else. */
    record Expire() implements NextStep {}

    /** The end surely cost nothing: the next attempt takes over the reservation. */
    record HandOver(Lane lane, Count count, Duration delay) implements NextStep {}

    /** The end may have been billed: the next attempt is admitted anew. */
    record AdmitAnew(Duration delay) implements NextStep {}

    /** Whether the lane that ended this attempt may get the next one. */
    enum Lane {
        EXCLUDED,
        ALLOWED
    }

    /** Whether the end counts against the allowed attempts, or only against all openings. */
    enum Count {
        FAILURE,
        ROTATION
    }

    /** Attempts of one request that may follow each other without a delay. */
    int ROTATIONS_AT_ONCE = 8;

    /**
     * @param tally with this attempt among the opened ones
     */
    static NextStep after(
            AttemptEnd end, RequestFacts facts, Tally tally, RequestPolicy policy, Instant now) {
        NextStep next =
                switch (end.getKind()) {
                    case ANSWERED -> new Answer();
                    case NOT_CALLED -> afterNoCall(end, tally);
                    case REFUSED -> afterRefusal(end, tally);
                    case FAILED -> afterFailure(end, facts, tally);
                    case UNKNOWN -> afterUnknown(facts, Duration.ZERO);
                };
        boolean another = next instanceof HandOver || next instanceof AdmitAnew;
        if (!another) {
            return next;
        }
        return facts.hasExpired(now) ? new Expire() : bounded(next, end, tally, policy);
    }

    private static NextStep afterNoCall(AttemptEnd end, Tally tally) {
        return switch (end.getNotCalled().orElse(NotCalledReason.LANE_GONE)) {
            case EXPIRED, WITHDRAWN -> new Expire();
            case QUEUE_FULL -> new Fail(ResultStatus.REFUSED, "queue_full");
            case UNREACHABLE -> new Fail(ResultStatus.REFUSED, "deadline_unreachable");
            case LANE_GONE -> new HandOver(Lane.ALLOWED, Count.ROTATION, Duration.ZERO);
            case COOLING, SHUTDOWN ->
                    new HandOver(Lane.ALLOWED, Count.ROTATION, afterManyRotations(end, tally));
        };
    }

    /**
     * Where the clocks of placement and lane differ, a lane that cools down is sent the same
     * request again and again: at once each time, all rotations would be used up in a second or
     * two.
     */
    private static Duration afterManyRotations(AttemptEnd end, Tally tally) {
        int more = tally.attempts() - ROTATIONS_AT_ONCE;
        return more <= 0 ? Duration.ZERO : Backoff.after(end, more);
    }

    private static NextStep afterRefusal(AttemptEnd end, Tally tally) {
        return switch (end.getErrorClass().orElse(ErrorClass.UNKNOWN)) {
            case INVALID_REQUEST -> new Fail(ResultStatus.FAILED, "invalid_request");
            case CONTEXT_WINDOW -> new Fail(ResultStatus.FAILED, "context_length_exceeded");
            case CONTENT_POLICY -> new Fail(ResultStatus.FAILED, "content_policy");
            case RATE_LIMIT, AUTH, BILLING ->
                    new HandOver(Lane.EXCLUDED, Count.ROTATION, Duration.ZERO);
            case MODEL_ACCESS, MODEL_GONE, REGION_BLOCKED ->
                    cameBack(end)
                            ? new HandOver(Lane.EXCLUDED, Count.FAILURE, Backoff.after(end, tally))
                            : new HandOver(Lane.EXCLUDED, Count.ROTATION, Duration.ZERO);
            case OVERLOADED, SERVER_ERROR, NETWORK, TIMEOUT, RESPONSE_TOO_LARGE, UNKNOWN ->
                    new HandOver(Lane.EXCLUDED, Count.FAILURE, Backoff.after(end, tally));
        };
    }

    /**
     * A lane that refused is sent the request again where no other serves it. These refusals close
     * no lane, so it would be called for each of the rotations.
     */
    private static boolean cameBack(AttemptEnd end) {
        return end.getLane()
                .flatMap(lane ->
                        end.getWork().filter(work -> work.getExcludedLanes().contains(lane)))
                .isPresent();
    }

    private static NextStep afterFailure(AttemptEnd end, RequestFacts facts, Tally tally) {
        if (end.getErrorClass().orElse(ErrorClass.UNKNOWN) == ErrorClass.RESPONSE_TOO_LARGE) {
            return new Fail(ResultStatus.FAILED, "response_too_large");
        }
        return end.getBilling() == Billing.NONE
                ? new HandOver(Lane.EXCLUDED, Count.FAILURE, Backoff.after(end, tally))
                : afterUnknown(facts, Backoff.after(end, tally));
    }

    private static NextStep afterUnknown(RequestFacts facts, Duration delay) {
        return switch (facts.calls()) {
            case REPEATABLE -> new AdmitAnew(delay);
            case ONCE -> new Fail(ResultStatus.OUTCOME_UNKNOWN, "outcome_unknown");
        };
    }

    /** No further attempt where their number, or the attempt itself, is at its end. */
    private static NextStep bounded(
            NextStep next, AttemptEnd end, Tally tally, RequestPolicy policy) {
        boolean rotation = next instanceof HandOver over && over.count() == Count.ROTATION;
        boolean exhausted =
                tally.attempts() >= policy.rotationsMax()
                        || (!rotation && tally.failures() + 1 >= policy.attemptsMax());
        return exhausted || end.getWork().isEmpty() ? lastWord(end) : next;
    }

    private static NextStep lastWord(AttemptEnd end) {
        return end.getKind() == EndKind.UNKNOWN
                ? new Fail(ResultStatus.OUTCOME_UNKNOWN, "outcome_unknown")
                : new Fail(ResultStatus.FAILED, "provider_error");
    }
}
