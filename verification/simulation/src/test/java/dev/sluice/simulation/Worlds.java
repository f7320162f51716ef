package dev.sluice.simulation;

import dev.sluice.config.ActiveConfig;
import dev.sluice.config.CustomerConfig;
import dev.sluice.config.ModelConfig;
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

    private Worlds() {}

    static ActiveConfig of(Scenario scenario) {
        SluiceConfig sample = Samples.config();
        List<ProviderConfig.Key> keys =
                scenario.keys().stream()
                        .map(key ->
                                new ProviderConfig.Key(
                                        key.id(),
                                        new SecretRef.Literal("secret-of-" + key.id()),
                                        List.of(key.limit()),
                                        Optional.empty(),
                                        1))
                        .toList();
        return Samples.active(
                new SluiceConfig(
                        sample.kafkaDoor(),
                        List.of(
                                new ProviderConfig(
                                        "sim",
                                        "openai",
                                        URI.create("http://127.0.0.1:1/v1"),
                                        keys)),
                        List.of(new ModelConfig(MODEL, "sim", MODEL, 1024)),
                        customers(scenario.customers().size()),
                        sample.prices(),
                        sample.auditRootKey(),
                        sample.requests(),
                        sample.worker(),
                        Optional.empty()));
    }

    static String virtualKey(int customer) {
        return "key-of-c" + customer;
    }

    private static List<CustomerConfig> customers(int count) {
        List<CustomerConfig> customers = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            CustomerConfig.VirtualKey key =
                    new CustomerConfig.VirtualKey(
                            virtualKey(n), Samples.SECRET_SHA256, Set.of(MODEL), List.of());
            CustomerConfig.Team team = new CustomerConfig.Team("team", List.of(), List.of(key));
            customers.add(new CustomerConfig("c" + n, 1, List.of(), List.of(team)));
        }
        return customers;
    }
}
