package dev.sluice.dispatcher.admission;

import dev.sluice.config.RequestPolicy;
import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.dispatcher.admission.request.RequestState;
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

    /** Types of results that say what became of the last attempt, and no more. */
    String PROVIDER_ERROR = "provider_error";

    String OUTCOME_UNKNOWN = "outcome_unknown";

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

    /** Another model is to be asked, if there is one that may be; else what would follow anyway. */
    record FallBack(String reason, NextStep otherwise) implements NextStep {}

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

    /** Whether a lane of the model is left that has not refused it for good. */
    enum Others {
        SOME,
        NONE
    }

    /** Attempts of one request that may follow each other without a delay. */
    int ROTATIONS_AT_ONCE = 8;

    /**
     * @param state with this attempt among the opened ones, and its lane among those that are out
     *     where that is so
     */
    static NextStep after(
            AttemptEnd end, RequestState state, Others others, RequestPolicy policy, Instant now) {
        RequestFacts facts = state.facts();
        Tally tally = state.tally();
        NextStep next =
                switch (end.getKind()) {
                    case ANSWERED -> new Answer();
                    case NOT_CALLED -> afterNoCall(end, tally);
                    case REFUSED -> afterRefusal(end, state, others);
                    case FAILED -> afterFailure(end, facts, tally);
                    case UNKNOWN -> afterUnknown(facts, Duration.ZERO);
                };
        boolean another =
                next instanceof HandOver || next instanceof AdmitAnew || isUnreachable(end);
        if (another && facts.hasExpired(now)) {
            return new Expire();
        }
        NextStep bounded = bounded(next, end, tally, policy);
        return FallbackReason.of(end, state, others, bounded)
                .filter(_ -> !facts.hasExpired(now))
                .<NextStep>map(reason -> new FallBack(reason, bounded))
                .orElse(bounded);
    }

    private static NextStep afterNoCall(AttemptEnd end, Tally tally) {
        return switch (end.getNotCalled().orElse(NotCalledReason.LANE_GONE)) {
            case EXPIRED, WITHDRAWN -> new Expire();
            case QUEUE_FULL -> new Fail(refused(tally), "queue_full");
            case UNREACHABLE -> new Fail(refused(tally), "deadline_unreachable");
            case LANE_GONE, COOLING, SHUTDOWN ->
                    new HandOver(Lane.ALLOWED, Count.ROTATION, afterManyRotations(end, tally));
        };
    }

    /** A request that was called before has failed, not been refused. */
    private static ResultStatus refused(Tally tally) {
        return tally.attempts() <= 1 ? ResultStatus.REFUSED : ResultStatus.FAILED;
    }

    /**
     * Where the clocks of placement and lane differ, a lane that cools down is sent the same
     * request again and again: at once each time, all rotations would be used up in a second or
     * two. A lane that is gone may be one that another stage does not know yet.
     */
    private static Duration afterManyRotations(AttemptEnd end, Tally tally) {
        int more = tally.attempts() - ROTATIONS_AT_ONCE;
        return more <= 0 ? Duration.ZERO : Backoff.after(end, more);
    }

    private static boolean isUnreachable(AttemptEnd end) {
        return end.getNotCalled().filter(NotCalledReason.UNREACHABLE::equals).isPresent();
    }

    private static NextStep afterRefusal(AttemptEnd end, RequestState state, Others others) {
        Tally tally = state.tally();
        return switch (end.getErrorClass().orElse(ErrorClass.UNKNOWN)) {
            case INVALID_REQUEST ->
                    new Fail(
                            ResultStatus.FAILED,
                            state.onDetour() ? PROVIDER_ERROR : "invalid_request");
            case CONTEXT_WINDOW -> new Fail(ResultStatus.FAILED, "context_length_exceeded");
            case CONTENT_POLICY -> new Fail(ResultStatus.FAILED, "content_policy");
            case RATE_LIMIT, AUTH, BILLING ->
                    new HandOver(Lane.EXCLUDED, Count.ROTATION, Duration.ZERO);
            // Many providers say the same of a model that they do not have and of one not for us.
            case MODEL_GONE, MODEL_ACCESS -> forGood(end, tally, others, "model_gone");
            case REGION_BLOCKED -> forGood(end, tally, others, PROVIDER_ERROR);
            case OVERLOADED, SERVER_ERROR, NETWORK, TIMEOUT, RESPONSE_TOO_LARGE, UNKNOWN ->
                    new HandOver(Lane.EXCLUDED, Count.FAILURE, Backoff.after(end, tally));
        };
    }

    /**
     * A lane that will not serve the model is asked again where no other is open just now, and
     * these refusals close no lane: so the request waits for the others at a growing distance.
     */
    private static NextStep forGood(AttemptEnd end, Tally tally, Others others, String type) {
        if (others == Others.NONE) {
            return new Fail(ResultStatus.FAILED, type);
        }
        Duration delay = cameBack(end) ? Backoff.slowly(end, tally.attempts()) : Duration.ZERO;
        return new HandOver(Lane.EXCLUDED, Count.ROTATION, delay);
    }

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
            case ONCE -> new Fail(ResultStatus.OUTCOME_UNKNOWN, OUTCOME_UNKNOWN);
        };
    }

    /**
     * Failures end a request when there were too many. A refusal by a key does not, however often:
     * beyond the allowed rotations the request only slows down. Only where no lane serves the model
     * at all is waiting in vain.
     */
    private static NextStep bounded(
            NextStep next, AttemptEnd end, Tally tally, RequestPolicy policy) {
        return switch (next) {
            case Answer _, Fail _, Expire _, FallBack _ -> next;
            case HandOver(Lane lane, Count count, _) when count == Count.ROTATION ->
                    end.getWork().isEmpty()
                            ? lastWord(end)
                            : rotated(next, lane, end, tally, policy);
            case HandOver _, AdmitAnew _ ->
                    end.getWork().isEmpty() || tally.failures() + 1 >= policy.attemptsMax()
                            ? lastWord(end)
                            : next;
        };
    }

    private static NextStep rotated(
            NextStep next, Lane lane, AttemptEnd end, Tally tally, RequestPolicy policy) {
        int beyond = tally.attempts() - policy.rotationsMax();
        if (beyond < 0) {
            return next;
        }
        return isNobodysModel(end)
                ? lastWord(end)
                : new HandOver(lane, Count.ROTATION, Backoff.slowly(end, beyond));
    }

    /** Whether nobody that placement, or the lane, knows serves the model. */
    static boolean isNobodysModel(AttemptEnd end) {
        return end.getNotCalled().filter(NotCalledReason.LANE_GONE::equals).isPresent();
    }

    private static NextStep lastWord(AttemptEnd end) {
        return end.getKind() == EndKind.UNKNOWN
                ? new Fail(ResultStatus.OUTCOME_UNKNOWN, OUTCOME_UNKNOWN)
                : new Fail(ResultStatus.FAILED, PROVIDER_ERROR);
    }
}
