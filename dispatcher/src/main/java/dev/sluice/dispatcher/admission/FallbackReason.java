package dev.sluice.dispatcher.admission;

import dev.sluice.dispatcher.admission.request.RequestState;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.schemas.record.ResultStatus;
import java.util.Optional;

/**
 * Why a request that allows it is sent to another model: because the one that it asked for cannot
 * answer, never because it must wait. What the caller did wrong would be wrong there too.
 */
final class FallbackReason {

    private FallbackReason() {}

    /**
     * @param next what follows without a fallback
     * @return a word; empty where the request stays with its model
     */
    static Optional<String> of(
            AttemptEnd end, RequestState state, NextStep.Others others, NextStep next) {
        if (!state.mayFallBack() || end.getWork().isEmpty()) {
            return Optional.empty();
        }
        return switch (next) {
            case NextStep.Answer _, NextStep.Expire _, NextStep.FallBack _ -> Optional.empty();
            case NextStep.AdmitAnew _ -> Optional.empty();
            case NextStep.HandOver _ -> noKeyLeft(end, state, others);
            case NextStep.Fail fail -> of(end, state, fail);
        };
    }

    private static Optional<String> noKeyLeft(
            AttemptEnd end, RequestState state, NextStep.Others others) {
        boolean refused = end.getNotCalled().isEmpty() && others == NextStep.Others.NONE;
        boolean nobody =
                NextStep.isNobodysModel(end)
                        && state.tally().attempts() >= NextStep.ROTATIONS_AT_ONCE;
        return refused || nobody ? Optional.of("no_key_left") : Optional.empty();
    }

    private static Optional<String> of(AttemptEnd end, RequestState state, NextStep.Fail fail) {
        if (isOnce(state, fail)) {
            return Optional.empty();
        }
        if (end.getNotCalled().isPresent()) {
            return switch (end.getNotCalled().get()) {
                case UNREACHABLE -> Optional.of("deadline_unreachable");
                case LANE_GONE -> Optional.of("no_key_left");
                case EXPIRED, WITHDRAWN, QUEUE_FULL, COOLING, SHUTDOWN -> Optional.empty();
            };
        }
        return switch (end.getErrorClass().orElse(ErrorClass.UNKNOWN)) {
            case MODEL_GONE -> Optional.of("model_gone");
            case MODEL_ACCESS -> Optional.of("model_access");
            case REGION_BLOCKED -> Optional.of("region_blocked");
            case CONTEXT_WINDOW -> Optional.of("context_window");
            case INVALID_REQUEST -> ofDetour(state);
            case CONTENT_POLICY, RESPONSE_TOO_LARGE -> Optional.empty();
            case RATE_LIMIT, AUTH, BILLING, OVERLOADED, SERVER_ERROR, NETWORK, TIMEOUT, UNKNOWN ->
                    Optional.of("attempts_exhausted");
        };
    }

    /** A call that may have been made is not made again, by whichever model. */
    private static boolean isOnce(RequestState state, NextStep.Fail fail) {
        return fail.status() == ResultStatus.OUTCOME_UNKNOWN
                && switch (state.facts().calls()) {
                    case ONCE -> true;
                    case REPEATABLE -> false;
                };
    }

    /** What only this other model cannot take is no fault of the caller, who asked for another. */
    private static Optional<String> ofDetour(RequestState state) {
        return state.onDetour() ? state.route().reasonFor(state.model()) : Optional.empty();
    }
}
