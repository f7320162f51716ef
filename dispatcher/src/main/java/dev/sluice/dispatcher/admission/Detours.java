package dev.sluice.dispatcher.admission;

import dev.sluice.dispatcher.admission.Opening.Candidate;
import dev.sluice.dispatcher.admission.ingress.Fallbacks;
import dev.sluice.dispatcher.admission.quota.Need;
import dev.sluice.dispatcher.admission.quota.Quota;
import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.dispatcher.admission.request.RequestState;
import dev.sluice.dispatcher.admission.request.Route;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.OnLimit;
import java.util.List;
import java.util.Optional;

/** The models that a request may still be sent to, each under its own limits. */
final class Detours {

    private final Fallbacks fallbacks;
    private final Opening opening;

    Detours(Fallbacks fallbacks, Opening opening) {
        this.fallbacks = fallbacks;
        this.opening = opening;
    }

    /**
     * The first of the route that the limits would let in, now or later.
     *
     * @param probe what the limits would be; it is thrown away afterwards
     * @param requests how often the request counts anew against limits of requests
     */
    Optional<Attempt> next(StepDraft probe, RequestState state, Attempt work, int requests) {
        List<String> left = left(state, work);
        for (int n = 0; n < left.size(); n++) {
            Optional<Attempt> draft =
                    fallbacks
                            .draft(
                                    work,
                                    state.facts(),
                                    left.get(n),
                                    left.subList(n + 1, left.size()))
                            .filter(it -> fits(probe, state, need(it, requests)));
            if (draft.isPresent()) {
                return draft;
            }
        }
        return Optional.empty();
    }

    /** The attempt at the model that a workflow keeps to; empty where it may not. */
    Optional<Attempt> pinned(RequestFacts facts, Route route, Attempt work, String model) {
        return fallbacks.of(facts, route, work.getUrl()).contains(model)
                ? fallbacks.draft(work, facts, model, List.of(facts.model()))
                : Optional.empty();
    }

    /** What a fresh attempt needs of the limits. */
    static Need need(Attempt attempt, int requests) {
        return new Need(
                requests,
                attempt.getInputTokens(),
                attempt.getMaxOutputTokens(),
                attempt.getReservation().getPicos());
    }

    private List<String> left(RequestState state, Attempt work) {
        RequestFacts facts = state.facts();
        return state.route().left(facts.model(), fallbacks.of(facts, state.route(), work.getUrl()));
    }

    private boolean fits(StepDraft probe, RequestState state, Need need) {
        return switch (opening.verdict(probe, new Candidate(Optional.empty(), state, need))) {
            case Quota.Verdict.Admit _ -> true;
            case Quota.Verdict.Park _ -> state.facts().onLimit() == OnLimit.PARK;
            case Quota.Verdict.Refuse _ -> false;
        };
    }
}
