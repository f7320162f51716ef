package dev.sluice.config;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A host that answers, and the keys to it.
 *
 * @param type the adapter: {@code openai} covers every OpenAI-compatible host
 * @param baseUrl such as {@code https://host/v1}; request paths below {@code /v1} are appended
 */
public record ProviderConfig(String id, String type, URI baseUrl, List<Key> keys) {

    public ProviderConfig {
        keys = List.copyOf(keys);
    }

    /**
     * One provider key.
     *
     * @param scope keys of one scope share the provider's limits, and so one lane; empty: a scope
     *     of its own
     * @param weight its share where several have room, 1 to 1000
     */
    public record Key(
            String id, SecretRef secret, List<Limit> limits, Optional<String> scope, int weight) {
        public Key {
            limits = List.copyOf(limits);
            if (weight < 1 || weight > 1000) {
                throw new IllegalArgumentException("weight must be 1 to 1000, not " + weight);
            }
        }
    }
}
