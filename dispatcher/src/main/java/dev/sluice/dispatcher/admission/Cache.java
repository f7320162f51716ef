package dev.sluice.dispatcher.admission;

import dev.sluice.config.CustomerConfig.OnBudget;
import dev.sluice.dispatcher.admission.quota.LimitPath;
import dev.sluice.dispatcher.admission.quota.LimitPath.Counted;
import dev.sluice.dispatcher.admission.quota.LimitUse;
import dev.sluice.dispatcher.admission.quota.Need;
import dev.sluice.dispatcher.admission.quota.Quota;
import dev.sluice.dispatcher.admission.quota.QuotaLimit;
import dev.sluice.dispatcher.admission.request.AnswerKey;
import dev.sluice.dispatcher.admission.request.AnswerKey.Bond;
import dev.sluice.dispatcher.admission.request.AnswerRecord;
import dev.sluice.dispatcher.admission.request.AnswerRecord.Standing;
import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.dispatcher.admission.request.RequestState;
import dev.sluice.dispatcher.admission.request.Route;
import dev.sluice.schemas.record.InferenceResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers a request from an equal one of the same customer: one that was answered lately, or one
 * that is under way. It costs neither money nor tokens and takes no place of a call, but counts as
 * a request. Where limits of requests have no room it finds nothing, and the request waits for them
 * or is refused like any other.
 */
final class Cache {

    private final TenantLimits limits;
    private final Rights rights;
    private final Joining joining;
    private final Copies copies;
    private final Decisions decisions;
    private final Conclusion conclusion;

    Cache(
            TenantLimits limits,
            Rights rights,
            Joining joining,
            Copies copies,
            Decisions decisions,
            Conclusion conclusion) {
        this.limits = limits;
        this.rights = rights;
        this.joining = joining;
        this.copies = copies;
        this.decisions = decisions;
        this.conclusion = conclusion;
    }

    /**
     * What was found for a request.
     *
     * @param answer empty where an equal request is under way
     * @param uses of limits, with the request in them
     */
    record Find(
            AnswerKey key,
            AnswerRecord record,
            Optional<InferenceResult> answer,
            Map<LimitPath, LimitUse> uses) {
        Find {
            uses = Map.copyOf(uses);
        }
    }

    /** For one that came, or that is to be called after all. */
    Optional<Find> find(StepDraft draft, Entrant entrant) {
        return find(draft, entrant.facts(), entrant.requests(), Optional.empty());
    }

    /**
     * For the first of a queue, whose turn it is.
     *
     * @param own the limit that it waits for itself
     */
    Optional<Find> find(StepDraft draft, RequestState state, Need need, LimitPath own) {
        return isPlain(state)
                ? find(draft, state.facts(), need.requests(), Optional.of(own))
                : Optional.empty();
    }

    /** Not called yet, and not sent elsewhere but by a rule. */
    private static boolean isPlain(RequestState state) {
        return state.tally().attempts() == 0 && state.route().isAtHead(state.facts().model());
    }

    private Optional<Find> find(
            StepDraft draft, RequestFacts facts, int requests, Optional<LimitPath> own) {
        Optional<AnswerKey> key = AnswerKey.of(Bond.CACHE, facts);
        Optional<AnswerRecord> record = key.flatMap(draft::record);
        // Whose key is gone gets nothing that others paid for: its turn ends it.
        if (record.isEmpty() || rights.keyOf(facts.tenant()).isEmpty()) {
            return Optional.empty();
        }
        return switch (record.get().standing()) {
            case Standing.Answered answered when !isFresh(answered, facts, draft) ->
                    Optional.empty();
            case Standing.Answered _ ->
                    draft.view()
                            .recordedAnswer(key.get())
                            .flatMap(answer ->
                                    counted(draft, facts, requests, own)
                                            .map(uses ->
                                                    new Find(
                                                            key.get(),
                                                            record.get(),
                                                            Optional.of(answer),
                                                            uses)));
            case Standing.Open _, Standing.Vacant _ when record.get().isFull() -> Optional.empty();
            case Standing.Open _, Standing.Vacant _ ->
                    counted(draft, facts, requests, own)
                            .map(uses -> new Find(key.get(), record.get(), Optional.empty(), uses));
        };
    }

    private static boolean isFresh(
            Standing.Answered answered, RequestFacts facts, StepDraft draft) {
        Duration age = Duration.between(answered.at(), draft.now());
        return facts.wishes()
                .caching()
                .filter(caching -> age.compareTo(caching.maxAge()) <= 0)
                .isPresent();
    }

    /** A newcomer does not pass those that wait for a limit of requests. */
    private Optional<Map<LimitPath, LimitUse>> counted(
            StepDraft draft, RequestFacts facts, int requests, Optional<LimitPath> own) {
        List<QuotaLimit> rates =
                limits.of(facts.tenant().getVirtualKey()).stream()
                        .filter(limit -> limit.path().counted() == Counted.REQUESTS)
                        .toList();
        boolean passing =
                rates.stream()
                        .map(QuotaLimit::path)
                        .filter(path -> !own.equals(Optional.of(path)))
                        .anyMatch(draft.view()::isWaitedFor);
        if (requests == 0) {
            return Optional.of(Map.of());
        }
        Need once = new Need(requests, 0, 0, 0);
        return !passing
                        && Quota.decide(rates, once, OnBudget.REFUSE, draft::use, draft.now())
                                instanceof Quota.Verdict.Admit(_, var uses)
                ? Optional.of(uses)
                : Optional.empty();
    }

    /** Gives the answer that was found, or joins who is called for it. */
    void take(StepDraft draft, Entrant entrant, Find find) {
        draft.put(find.uses());
        if (find.record().standing() instanceof Standing.Answered answered) {
            find.answer()
                    .ifPresent(it -> give(draft, entrant.facts(), entrant.route(), it, answered));
            entrant.before().ifPresent(before -> Conclusion.close(draft, before, before));
        } else {
            joining.join(draft, entrant.counted(), find.key(), find.record());
        }
    }

    /** An answer of that age to this request, which is on this way. */
    void give(
            StepDraft draft,
            RequestFacts facts,
            Route route,
            InferenceResult answer,
            Standing.Answered given) {
        conclusion.giveCopy(
                draft,
                facts,
                copies.cached(facts, route, answer, given.at(), draft.now()),
                decisions.cached(facts, given.requestId(), draft.now()));
    }

    /** An equal request that comes from now on joins this one, which is called. */
    static void claim(StepDraft draft, RequestState state) {
        if (isPlain(state)) {
            AnswerKey.of(Bond.CACHE, state.facts())
                    .filter(key -> draft.record(key).filter(it -> !isOver(it)).isEmpty())
                    .ifPresent(key ->
                            draft.put(key, AnswerRecord.open(state.facts().requestId(), "")));
        }
    }

    private static boolean isOver(AnswerRecord record) {
        return record.standing() instanceof Standing.Answered && record.joiners().isEmpty();
    }
}
