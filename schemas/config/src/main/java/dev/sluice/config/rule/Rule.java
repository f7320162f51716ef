package dev.sluice.config.rule;

import dev.sluice.config.CachePolicy;
import dev.sluice.schemas.record.Priority;
import java.util.List;
import java.util.Optional;

/**
 * A rule of the configuration.
 *
 * @param name unique in the document; named wherever the rule decided something
 * @param owner whose requests it is for: {@code acme}, {@code acme/team} or {@code acme/team/key};
 *     empty: everybody's
 * @param then what follows where {@code when} holds
 */
public record Rule(String name, Optional<String> owner, Condition when, Action then) {

    /** What a rule does to a request. */
    public sealed interface Action {

        /** It is refused, with these words. */
        record Deny(String message) implements Action {}

        /**
         * It goes on, in another way than it asked for.
         *
         * @param route the model that is to answer
         * @param fallback the models that may answer where that one cannot, in this order; none: as
         *     the model's route and the request say
         * @param priority its class in the waiting line
         * @param cache what counts before the word of the request, its virtual key and model
         */
        record Steer(
                Optional<String> route,
                List<String> fallback,
                Optional<Priority> priority,
                Optional<CachePolicy> cache)
                implements Action {
            public Steer {
                fallback = List.copyOf(fallback);
            }
        }
    }
}
