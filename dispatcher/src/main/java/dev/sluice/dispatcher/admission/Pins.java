package dev.sluice.dispatcher.admission;

import dev.sluice.dispatcher.admission.Step.Change;
import dev.sluice.dispatcher.admission.request.PinScope;
import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.schemas.record.Degradation;
import dev.sluice.schemas.record.InferenceResult;
import java.util.Optional;

/** Workflows that keep to the model that answered their first request. */
final class Pins {

    private Pins() {}

    /** Another model than the one asked for that the workflow keeps to. */
    static Optional<String> elsewhere(RequestFacts facts, AdmissionView view) {
        return PinScope.of(facts).flatMap(view::pin).filter(model -> !model.equals(facts.model()));
    }

    /** Whether the workflow would be one more than its team may have. */
    static boolean isOneTooMany(RequestFacts facts, AdmissionView view) {
        return PinScope.of(facts)
                .filter(scope -> view.pin(scope).isEmpty())
                .filter(scope -> view.pins(scope) >= PinScope.TEAM_MAX)
                .isPresent();
    }

    /** The first answer of a workflow decides; from then on the pin stays as it is. */
    static void afterAnswer(StepDraft draft, RequestFacts facts, InferenceResult answer) {
        String model = answer.getDegradation().map(Degradation::getServed).orElseGet(facts::model);
        PinScope.of(facts)
                .filter(scope -> draft.view().pin(scope).isEmpty())
                .ifPresent(scope ->
                        draft.change(
                                new Change.PutPin(scope, model, draft.now().plus(PinScope.KEPT))));
    }
}
