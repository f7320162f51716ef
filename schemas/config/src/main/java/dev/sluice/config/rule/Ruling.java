package dev.sluice.config.rule;

import dev.sluice.config.CachePolicy;
import dev.sluice.schemas.record.Priority;
import java.util.List;
import java.util.Optional;

/** What a list of rules says to one request. */
public sealed interface Ruling {

    /** It is refused. */
    record Denied(String rule, String message) implements Ruling {}

    /** A rule had no answer: whether it denies the request is not known. */
    record Failed(String rule, String why) implements Ruling {}

    /** It goes on; empty: as it asked. */
    record Steered(
            Optional<Said<String>> route,
            Optional<Said<List<String>>> fallback,
            Optional<Said<Priority>> priority,
            Optional<Said<CachePolicy>> cache)
            implements Ruling {

        public static final Steered NOWHERE =
                new Steered(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        /** With what a further rule says about what none before it said something about. */
        Steered and(Rule rule, Rule.Action.Steer steer) {
            Optional<List<String>> chain =
                    Optional.of(steer.fallback()).filter(models -> !models.isEmpty());
            return new Steered(
                    route.or(() -> steer.route().map(it -> new Said<>(rule.name(), it))),
                    fallback.or(() -> chain.map(it -> new Said<>(rule.name(), it))),
                    priority.or(() -> steer.priority().map(it -> new Said<>(rule.name(), it))),
                    cache.or(() -> steer.cache().map(it -> new Said<>(rule.name(), it))));
        }
    }

    /** What a rule said. */
    record Said<T>(String rule, T what) {}
}
