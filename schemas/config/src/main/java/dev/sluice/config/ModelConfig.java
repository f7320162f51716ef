package dev.sluice.config;

/**
 * A model that agents may name.
 *
 * @param providerModel its name at the provider
 * @param outputTokensMax written into a request that names no cap, so that a reservation is a bound
 */
public record ModelConfig(String name, String provider, String providerModel, int outputTokensMax) {
    public ModelConfig {
        if (outputTokensMax < 1) {
            throw new IllegalArgumentException(
                    "max_output_tokens must be at least 1, not " + outputTokensMax);
        }
    }
}
