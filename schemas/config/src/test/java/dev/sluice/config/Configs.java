package dev.sluice.config;

import dev.sluice.config.SluiceConfig.KafkaDoorAuth;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Small configurations for tests of what is derived from them. */
final class Configs {

    static final String DIGEST = "0".repeat(64);

    private Configs() {}

    /** One provider {@code p} with the model {@code m}; two customers with two keys. */
    static SluiceConfig with(ProviderConfig provider) {
        return new SluiceConfig(
                KafkaDoorAuth.TRUSTED,
                List.of(provider),
                List.of(new ModelConfig("m", "p", "m", 1), new ModelConfig("n", "q", "n", 1)),
                List.of(customer("acme", "one"), customer("globex", "two")),
                List.of(Price.of("m", 1, 1)),
                new SecretRef.Env("A"),
                RequestPolicy.DEFAULT,
                WorkerPolicy.DEFAULT,
                Optional.empty());
    }

    private static CustomerConfig customer(String id, String key) {
        CustomerConfig.VirtualKey virtualKey =
                new CustomerConfig.VirtualKey(key, DIGEST, Set.of("m"), List.of());
        return new CustomerConfig(
                id,
                1,
                List.of(),
                List.of(new CustomerConfig.Team("team", List.of(), List.of(virtualKey))));
    }
}
