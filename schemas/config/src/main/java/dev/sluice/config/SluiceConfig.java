package dev.sluice.config;

import dev.sluice.config.rule.Rule;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The whole configuration, checked: what one entry names exists in another. Lists keep the order of
 * the document.
 *
 * @param pools those that are not one provider each
 * @param registryUrl a Confluent-compatible registry; empty: the schemas in the cluster's own topic
 * @param rules in the order in which they are asked
 */
public record SluiceConfig(
        KafkaDoorAuth kafkaDoor,
        List<ProviderConfig> providers,
        List<ModelConfig> models,
        List<CustomerConfig> customers,
        List<Price> prices,
        SecretRef auditRootKey,
        RequestPolicy requests,
        WorkerPolicy worker,
        Optional<URI> registryUrl,
        List<Pool> pools,
        List<Rule> rules) {

    /** Who vouches for the virtual key that a record names. */
    public sealed interface KafkaDoorAuth {

        KafkaDoorAuth TRUSTED = new Trusted();

        /** Kafka's own access control. */
        record Trusted() implements KafkaDoorAuth {}

        /**
         * A signature with the virtual key's signing key.
         *
         * @param root what the signing keys of the configuration are wrapped under
         */
        record Signed(SecretRef root) implements KafkaDoorAuth {}
    }

    public SluiceConfig {
        providers = List.copyOf(providers);
        models = List.copyOf(models);
        customers = List.copyOf(customers);
        prices = List.copyOf(prices);
        pools = List.copyOf(pools);
        rules = List.copyOf(rules);
    }

    /** The same with these literal secrets, which a document in a topic does not have. */
    SluiceConfig with(
            KafkaDoorAuth door, List<ProviderConfig> providersWithSecrets, SecretRef auditRoot) {
        return new SluiceConfig(
                door,
                providersWithSecrets,
                models,
                customers,
                prices,
                auditRoot,
                requests,
                worker,
                registryUrl,
                pools,
                rules);
    }

    /** Each provider is a pool, and there are no rules. */
    public SluiceConfig(
            KafkaDoorAuth kafkaDoor,
            List<ProviderConfig> providers,
            List<ModelConfig> models,
            List<CustomerConfig> customers,
            List<Price> prices,
            SecretRef auditRootKey,
            RequestPolicy requests,
            WorkerPolicy worker,
            Optional<URI> registryUrl) {
        this(
                kafkaDoor,
                providers,
                models,
                customers,
                prices,
                auditRootKey,
                requests,
                worker,
                registryUrl,
                List.of(),
                List.of());
    }
}
