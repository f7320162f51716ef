package dev.sluice.dispatcher.admission;

import dev.sluice.config.CachePolicy;
import dev.sluice.dispatcher.admission.ingress.EqualRequests;
import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.dispatcher.admission.request.RequestFacts.Caching;
import dev.sluice.schemas.record.Attempt;
import java.util.Optional;

/**
 * What rules make of the word about the cache that a request came with. Its body is read again only
 * where a rule says something that matters to it.
 */
final class RuledCaching {

    private RuledCaching() {}

    /**
     * A rule counts before the request, its virtual key and the model. Where what it says does not
     * fit the request, that of those stays.
     *
     * @param ruled what a rule says of the cache
     * @param body its first attempt, perhaps at the model that a rule names
     */
    static RequestFacts of(RequestFacts facts, Optional<CachePolicy> ruled, Attempt body) {
        if (ruled.filter(it -> it.maxAge().isZero()).isPresent()) {
            return facts.with(Optional.empty());
        }
        Optional<Caching> fitting = ruled.flatMap(it -> EqualRequests.caching(it, body));
        if (fitting.isPresent()) {
            return facts.with(fitting);
        }
        return body.getModel().equals(facts.model())
                ? facts
                : facts.with(facts.wishes().caching().flatMap(it -> elsewhere(it, body)));
    }

    /** Another model's answers are other answers; which requests may have one was decided. */
    private static Optional<Caching> elsewhere(Caching caching, Attempt body) {
        return EqualRequests.caching(
                new CachePolicy(caching.maxAge(), CachePolicy.Requests.ANY), body);
    }
}
