package dev.sluice.dispatcher.admission;

import dev.sluice.dispatcher.admission.Opening.Candidate;
import dev.sluice.dispatcher.admission.quota.Need;
import dev.sluice.dispatcher.admission.request.Phase;
import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.dispatcher.admission.request.RequestState;
import dev.sluice.dispatcher.admission.request.Route;
import dev.sluice.schemas.record.Attempt;
import java.util.Optional;

/** The way to its first attempt of a request that nobody was called for yet. */
final class Entry {

    private final Opening opening;
    private final Detours detours;
    private final Cache cache;

    Entry(Opening opening, Detours detours, Cache cache) {
        this.opening = opening;
        this.detours = detours;
        this.cache = cache;
    }

    /**
     * From the cache, if that has an answer or expects one; else by a call. An answer of the model
     * that the workflow keeps to is not in the cache; one of the model that a rule names is.
     */
    void enter(StepDraft draft, Entrant entrant) {
        Optional<Cache.Find> find =
                isElsewhere(draft, entrant) ? Optional.empty() : cache.find(draft, entrant);
        find.ifPresentOrElse(it -> cache.take(draft, entrant, it), () -> call(draft, entrant));
    }

    private static boolean isElsewhere(StepDraft draft, Entrant entrant) {
        Route route = entrant.route();
        return route.detours().isEmpty()
                ? Pins.elsewhere(entrant.facts(), draft.view()).isPresent()
                : !route.isAtHead(entrant.facts().model());
    }

    /** Opens its first attempt, or lets it wait for its limits. */
    Opening.Fate call(StepDraft draft, Entrant entrant) {
        RequestFacts facts = entrant.facts();
        Route route = entrant.route();
        // A rule's model comes before the one that a workflow keeps to.
        Optional<Attempt> pinned =
                Pins.elsewhere(facts, draft.view())
                        .filter(_ -> route.detours().isEmpty())
                        .flatMap(model -> detours.pinned(facts, route, entrant.draft(), model));
        Attempt body = pinned.orElseGet(entrant::draft);
        Need need = Detours.need(body, entrant.requests());
        RequestState fresh =
                RequestState.fresh(facts, new Phase.DelayedAnew(draft.now(), need))
                        .with(
                                pinned.map(it -> route.to(it.getModel(), Route.PINNED))
                                        .orElse(route));
        Opening.Fate fate = opening.open(draft, new Candidate(entrant.before(), fresh, need), body);
        if (fate == Opening.Fate.OPENED) {
            Cache.claim(draft, fresh);
        }
        return fate;
    }
}
