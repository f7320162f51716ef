package dev.sluice.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A model that agents may name.
 *
 * @param provider where it is served
 * @param providerModel its name there
 * @param outputTokensMax written into a request that names no cap, so that a reservation is a bound
 * @param alsoAt other providers of the same model, at the same price, in the same pool
 * @param fallback models that may answer in its place where a request allows it, in this order
 * @param affinity what keeps to one lane while that has room
 * @param estimation how the tokens of a request for it are counted before the call
 * @param cache whether answers are given again to equal requests that do not say themselves
 */
public record ModelConfig(
        String name,
        String provider,
        String providerModel,
        int outputTokensMax,
        List<Host> alsoAt,
        List<String> fallback,
        Affinity affinity,
        Estimation estimation,
        Optional<CachePolicy> cache) {

    /** A provider of the model, and the model's name there. */
    public record Host(String provider, String providerModel) {}

    /** For the sake of caches that a provider keeps for each key. */
    public enum Affinity {
        NONE,
        /** Requests of one workflow. */
        WORKFLOW
    }

    public ModelConfig {
        alsoAt = List.copyOf(alsoAt);
        fallback = List.copyOf(fallback);
        if (outputTokensMax < 1) {
            throw new IllegalArgumentException(
                    "max_output_tokens must be at least 1, not " + outputTokensMax);
        }
    }

    /** Counted as its provider and name suggest, without the cache. */
    public ModelConfig(
            String name,
            String provider,
            String providerModel,
            int outputTokensMax,
            List<Host> alsoAt,
            List<String> fallback,
            Affinity affinity) {
        this(
                name,
                provider,
                providerModel,
                outputTokensMax,
                alsoAt,
                fallback,
                affinity,
                Estimation.DEFAULT,
                Optional.empty());
    }

    /** At one provider, without fallback. */
    public ModelConfig(String name, String provider, String providerModel, int outputTokensMax) {
        this(name, provider, providerModel, outputTokensMax, List.of(), List.of(), Affinity.NONE);
    }

    /** All providers that serve it. */
    public List<Host> hosts() {
        return Stream.concat(Stream.of(new Host(provider, providerModel)), alsoAt.stream())
                .toList();
    }
}
