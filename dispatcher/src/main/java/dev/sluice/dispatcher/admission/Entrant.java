package dev.sluice.dispatcher.admission;

import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.dispatcher.admission.request.RequestState;
import dev.sluice.dispatcher.admission.request.Route;
import dev.sluice.schemas.record.Attempt;
import java.util.Optional;

/**
 * A request that wants its answer, however it may come by it.
 *
 * @param before as stored; empty for one that just came
 * @param draft its first attempt as it would be sent
 * @param requests how often it counts anew at limits of requests
 * @param route where a rule sent it
 */
record Entrant(
        Optional<RequestState> before,
        RequestFacts facts,
        Attempt draft,
        int requests,
        Route route) {

    /** One that just came. */
    static Entrant fresh(RequestFacts facts, Attempt draft, Route route) {
        return new Entrant(Optional.empty(), facts, draft, 1, route);
    }

    /** One that waited. */
    static Entrant of(RequestState state, Attempt draft, int requests) {
        return new Entrant(Optional.of(state), state.facts(), draft, requests, state.route());
    }

    /** It was counted at its limits of requests. */
    Entrant counted() {
        return new Entrant(before, facts, draft, 0, route);
    }
}
