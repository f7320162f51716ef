package dev.sluice.dispatcher.admission;

import dev.sluice.config.Lane;
import dev.sluice.dispatcher.admission.request.RequestState;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.ErrorClass;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which lanes serve each model: when all of them refuse it for good there is nobody to ask. */
final class ModelLanes {

    private final Map<String, Set<String>> byModel = new HashMap<>();
    private final Set<String> ofOneKey = new HashSet<>();

    ModelLanes(Collection<Lane> lanes) {
        for (Lane lane : lanes) {
            lane.models()
                    .forEach(model ->
                            byModel.computeIfAbsent(model, _ -> new HashSet<>()).add(lane.id()));
            if (lane.keys().size() == 1) {
                ofOneKey.add(lane.id());
            }
        }
    }

    /** The request with the lane remembered where this end says that it will never serve it. */
    RequestState noting(RequestState state, AttemptEnd end) {
        return end.getLane()
                .filter(lane -> isForGood(end, lane))
                .map(lane -> state.with(state.route().without(lane)))
                .orElse(state);
    }

    /** Where a refused key is one of several the lane has others for the next attempt. */
    private boolean isForGood(AttemptEnd end, String lane) {
        if (end.getKind() != EndKind.REFUSED) {
            return false;
        }
        return switch (end.getErrorClass().orElse(ErrorClass.UNKNOWN)) {
            case MODEL_ACCESS, MODEL_GONE, REGION_BLOCKED -> true;
            case AUTH, BILLING -> ofOneKey.contains(lane);
            case RATE_LIMIT, OVERLOADED, SERVER_ERROR, NETWORK, TIMEOUT -> false;
            case CONTEXT_WINDOW, CONTENT_POLICY, INVALID_REQUEST -> false;
            case RESPONSE_TOO_LARGE, UNKNOWN -> false;
        };
    }

    /** After {@link #noting}. */
    NextStep.Others others(RequestState state) {
        Set<String> serving = byModel.getOrDefault(state.model(), Set.of());
        return state.route().outLanes().containsAll(serving)
                ? NextStep.Others.NONE
                : NextStep.Others.SOME;
    }
}
