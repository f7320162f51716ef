package dev.sluice.config;

import dev.sluice.schemas.record.OnLimit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A customer with its teams.
 *
 * @param weight its share of the waiting line, 1 to 1000
 * @param results a topic of its own that gets a copy of each of its results
 */
public record CustomerConfig(
        String id,
        int weight,
        List<Limit> limits,
        List<Team> teams,
        Optional<ResultsTopic> results) {

    /** Without a results topic of its own. */
    public CustomerConfig(String id, int weight, List<Limit> limits, List<Team> teams) {
        this(id, weight, limits, teams, Optional.empty());
    }

    public CustomerConfig {
        limits = List.copyOf(limits);
        teams = List.copyOf(teams);
        if (weight < 1 || weight > 1000) {
            throw new IllegalArgumentException("weight must be 1 to 1000, not " + weight);
        }
    }

    /** A customer's own topic, and how results are written there. */
    public record ResultsTopic(String topic, Format format) {

        /** How a result is written. */
        public enum Format {
            /** A line of the OpenAI Batch output format with a {@code sluice} object. */
            JSON,
            /** {@code InferenceResult} in Confluent's wire format. */
            AVRO
        }

        public ResultsTopic {
            // As Kafka takes them: two names that it keeps for itself apart.
            if (!topic.matches("[A-Za-z0-9._-]{1,249}") || topic.matches("\\.{1,2}")) {
                throw new IllegalArgumentException("not a name of a topic: '" + topic + "'");
            }
        }
    }

    /** A team with its virtual keys. */
    public record Team(String id, List<Limit> limits, List<VirtualKey> keys) {
        public Team {
            limits = List.copyOf(limits);
            keys = List.copyOf(keys);
        }
    }

    /**
     * A key that agents use.
     *
     * @param secrets one, or more while it is rotated; at most {@value KeySecret#MAX}
     * @param models the models it may name
     * @param cache in place of what the model says
     */
    public record VirtualKey(
            String id,
            List<KeySecret> secrets,
            Set<String> models,
            List<Limit> limits,
            KeyValidity validity,
            WhenFull whenFull,
            Optional<CachePolicy> cache) {

        public VirtualKey {
            secrets = List.copyOf(secrets);
            models = Set.copyOf(models);
            limits = List.copyOf(limits);
            if (secrets.isEmpty() || secrets.size() > KeySecret.MAX) {
                throw new IllegalArgumentException(
                        "a virtual key has 1 to " + KeySecret.MAX + " secrets");
            }
        }

        /** One whose requests wait, with what the model says of the cache. */
        public VirtualKey(
                String id,
                List<KeySecret> secrets,
                Set<String> models,
                List<Limit> limits,
                KeyValidity validity) {
            this(id, secrets, models, limits, validity, WhenFull.STANDARD, Optional.empty());
        }

        /** With one secret, and without an end. */
        public VirtualKey(String id, String secretSha256, Set<String> models, List<Limit> limits) {
            this(id, List.of(KeySecret.of(secretSha256)), models, limits, KeyValidity.ALWAYS);
        }
    }

    /** What becomes of a request whose budget is spent. */
    public enum OnBudget {
        /** It is told when the window resets. */
        REFUSE,
        /** It waits for that, as for any other limit. */
        PARK
    }

    /**
     * What becomes of a virtual key's requests that a limit stops.
     *
     * @param onLimit of those that do not say it themselves
     * @param parkedMax how many of them may wait; empty: as many as the document says for all keys
     */
    public record WhenFull(OnLimit onLimit, OnBudget onBudget, OptionalInt parkedMax) {

        public static final WhenFull STANDARD =
                new WhenFull(OnLimit.PARK, OnBudget.REFUSE, OptionalInt.empty());

        public WhenFull {
            if (onLimit == OnLimit.DEFAULT) {
                throw new IllegalArgumentException("a key has no other default than its own");
            }
            if (parkedMax.isPresent() && parkedMax.getAsInt() < 1) {
                throw new IllegalArgumentException("max_parked must be at least 1");
            }
        }

        /** What holds for a request with this wish: park or reject. */
        public OnLimit onLimit(OnLimit wish) {
            return wish == OnLimit.DEFAULT ? onLimit : wish;
        }
    }
}
