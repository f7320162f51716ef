package dev.sluice.dispatcher.admission.request;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What requests have in common that get one answer.
 *
 * @param team empty for {@link Bond#CACHE}, which is of the whole customer
 * @param key the agent's idempotency key, or the digest of equal requests
 */
public record AnswerKey(Bond bond, String customer, String team, String key) {

    /** Why they get one answer. */
    public enum Bond {
        /** They have the same idempotency key in the same team. */
        IDEMPOTENCY,
        /** They are equal, and an answer to an equal one will do. */
        CACHE
    }

    /** Empty where the request has no key of that kind. */
    public static Optional<AnswerKey> of(Bond bond, RequestFacts facts) {
        String customer = facts.tenant().getCustomer();
        return switch (bond) {
            case IDEMPOTENCY ->
                    facts.claim()
                            .map(claim ->
                                    new AnswerKey(
                                            bond, customer, facts.tenant().getTeam(), claim.key()));
            case CACHE ->
                    facts.wishes()
                            .caching()
                            .map(caching -> new AnswerKey(bond, customer, "", caching.digest()));
        };
    }

    /** All keys that a request has: none, one or two. */
    public static List<AnswerKey> all(RequestFacts facts) {
        return Stream.of(Bond.values()).flatMap(bond -> of(bond, facts).stream()).toList();
    }
}
