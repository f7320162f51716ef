package dev.sluice.config;

import java.util.List;
import java.util.Set;

/** A customer with its teams. {@code weight}: its share of the waiting line, 1 to 1000. */
public record CustomerConfig(String id, int weight, List<Limit> limits, List<Team> teams) {

    public CustomerConfig {
        limits = List.copyOf(limits);
        teams = List.copyOf(teams);
        if (weight < 1 || weight > 1000) {
            throw new IllegalArgumentException("weight must be 1 to 1000, not " + weight);
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
     * @param secretSha256 SHA-256 of its secret in lower-case hex
     * @param models the models it may name
     */
    public record VirtualKey(
            String id, String secretSha256, Set<String> models, List<Limit> limits) {
        public VirtualKey {
            models = Set.copyOf(models);
            limits = List.copyOf(limits);
            if (!secretSha256.matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException(
                        "secret_sha256 must be 64 lower-case hex digits");
            }
        }
    }
}
