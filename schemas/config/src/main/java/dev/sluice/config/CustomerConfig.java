package dev.sluice.config;

import java.util.List;
import java.util.Optional;
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
     */
    public record VirtualKey(
            String id,
            List<KeySecret> secrets,
            Set<String> models,
            List<Limit> limits,
            KeyValidity validity) {
        public VirtualKey {
            secrets = List.copyOf(secrets);
            models = Set.copyOf(models);
            limits = List.copyOf(limits);
            if (secrets.isEmpty() || secrets.size() > KeySecret.MAX) {
                throw new IllegalArgumentException(
                        "a virtual key has 1 to " + KeySecret.MAX + " secrets");
            }
        }

        /** With one secret, and without an end. */
        public VirtualKey(String id, String secretSha256, Set<String> models, List<Limit> limits) {
            this(id, List.of(KeySecret.of(secretSha256)), models, limits, KeyValidity.ALWAYS);
        }
    }
}
