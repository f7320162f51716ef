package dev.sluice.simulation;

import dev.sluice.config.ActiveConfig;
import dev.sluice.config.CustomerConfig;
import dev.sluice.config.Limit;
import dev.sluice.config.ModelConfig;
import dev.sluice.config.Price;
import dev.sluice.config.ProviderConfig;
import dev.sluice.config.SecretRef;
import dev.sluice.config.SluiceConfig;
import dev.sluice.testing.Samples;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The configuration of a scenario: what Sluice is told about the keys. */
final class Worlds {

    static final String MODEL = "gpt-4o-mini";
    static final String STAND_IN = "stand-in";

    /** The provider of that model, and of no other. */
    static final String OTHER = "other";

    private static final long PICOS = 150_000_000_000L;
    private static final String MAY_BE_OTHER = "or-other";

    private Worlds() {}

    static ActiveConfig of(Scenario scenario) {
        SluiceConfig sample = Samples.config();
        List<ProviderConfig> providers = new ArrayList<>();
        providers.add(provider("sim", scenario.keys(), scenario.told()));
        List<ModelConfig> models = new ArrayList<>();
        if (scenario.standIns().isEmpty()) {
            models.add(new ModelConfig(MODEL, "sim", MODEL, 1024));
        } else {
            providers.add(provider(OTHER, scenario.standIns(), scenario.told()));
            models.add(
                    new ModelConfig(
                            MODEL,
                            "sim",
                            MODEL,
                            1024,
                            List.of(),
                            List.of(STAND_IN),
                            ModelConfig.Affinity.NONE));
            models.add(new ModelConfig(STAND_IN, OTHER, STAND_IN, 1024));
        }
        return Samples.active(
                new SluiceConfig(
                        sample.kafkaDoor(),
                        providers,
                        models,
                        customers(scenario.customers().size()),
                        List.of(Price.of(MODEL, PICOS, PICOS), Price.of(STAND_IN, PICOS, PICOS)),
                        sample.auditRootKey(),
                        sample.requests(),
                        sample.worker(),
                        Optional.empty()));
    }

    private static ProviderConfig provider(String id, List<VirtualKey> keys, Scenario.Told told) {
        return new ProviderConfig(
                id,
                "openai",
                URI.create("http://127.0.0.1:1/v1"),
                keys.stream()
                        .map(key ->
                                new ProviderConfig.Key(
                                        key.id(),
                                        new SecretRef.Literal("secret-of-" + key.id()),
                                        limits(key, told),
                                        Optional.empty(),
                                        1))
                        .toList());
    }

    private static List<Limit> limits(VirtualKey key, Scenario.Told told) {
        return switch (told) {
            case ALL -> List.of(key.limit());
            case NOTHING -> List.of();
        };
    }

    /** Says of a request what it may be answered by. */
    static String customId(int customer, int number, boolean standInAllowed) {
        return "c" + customer + "-" + number + (standInAllowed ? MAY_BE_OTHER : "");
    }

    static boolean standInAllowed(String customId) {
        return customId.endsWith(MAY_BE_OTHER);
    }

    static String virtualKey(int customer) {
        return "key-of-c" + customer;
    }

    private static List<CustomerConfig> customers(int count) {
        List<CustomerConfig> customers = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            CustomerConfig.VirtualKey key =
                    new CustomerConfig.VirtualKey(
                            virtualKey(n),
                            Samples.SECRET_SHA256,
                            Set.of(MODEL, STAND_IN),
                            List.of());
            CustomerConfig.Team team = new CustomerConfig.Team("team", List.of(), List.of(key));
            customers.add(new CustomerConfig("c" + n, 1, List.of(), List.of(team)));
        }
        return customers;
    }
}
