package dev.sluice.config;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A host that answers, and the keys to it.
 *
 * @param type the adapter: {@code openai} covers every OpenAI-compatible host
 * @param baseUrl such as {@code https://host/v1}; request paths below {@code /v1} are appended
 * @param headroomPercent share of every limit of its keys that is left to their other users, 0 to
 *     90
 * @param retryBudgetPercent retries after failures that may be sent here for each hundred other
 *     calls, 0 to 100
 */
public record ProviderConfig(
        String id,
        String type,
        URI baseUrl,
        List<Key> keys,
        int headroomPercent,
        int retryBudgetPercent) {

    public static final int RETRY_BUDGET_PERCENT = 10;

    public ProviderConfig {
        keys = List.copyOf(keys);
        within(headroomPercent, 0, 90, "headroom");
        within(retryBudgetPercent, 0, 100, "retry_budget");
    }

    ProviderConfig with(List<Key> otherKeys) {
        return new ProviderConfig(
                id, type, baseUrl, otherKeys, headroomPercent, retryBudgetPercent);
    }

    /** Nothing left to others, and the standard retry budget. */
    public ProviderConfig(String id, String type, URI baseUrl, List<Key> keys) {
        this(id, type, baseUrl, keys, 0, RETRY_BUDGET_PERCENT);
    }

    /**
     * One provider key.
     *
     * @param limits for the models that are in no group
     * @param scope keys of one scope share the provider's limits, and so one lane; empty: a scope
     *     of its own
     * @param weight its share where several have room, 1 to 1000
     * @param groups models with limits of their own; no model is in two
     */
    public record Key(
            String id,
            SecretRef secret,
            List<Limit> limits,
            Optional<String> scope,
            int weight,
            List<Group> groups) {

        public Key {
            limits = List.copyOf(limits);
            groups = List.copyOf(groups);
            within(weight, 1, 1000, "weight");
        }

        Key with(SecretRef otherSecret) {
            return new Key(id, otherSecret, limits, scope, weight, groups);
        }

        /** One set of limits for all models. */
        public Key(
                String id,
                SecretRef secret,
                List<Limit> limits,
                Optional<String> scope,
                int weight) {
            this(id, secret, limits, scope, weight, List.of());
        }
    }

    /** Models that share limits of their own. */
    public record Group(String id, Set<String> models, List<Limit> limits) {
        public Group {
            models = Set.copyOf(models);
            limits = List.copyOf(limits);
        }
    }

    private static void within(int value, int min, int max, String what) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    what + " must be " + min + " to " + max + ", not " + value);
        }
    }
}
