package dev.sluice.config.yaml;

import dev.sluice.config.AnswerPolicy;
import dev.sluice.config.CachePolicy;
import dev.sluice.config.CustomerConfig;
import dev.sluice.config.ModelConfig;
import dev.sluice.config.Pool;
import dev.sluice.config.Price;
import dev.sluice.config.ProviderConfig;
import dev.sluice.config.RequestPolicy;
import dev.sluice.config.SluiceConfig;
import dev.sluice.config.SluiceConfig.KafkaDoorAuth;
import dev.sluice.schemas.money.PicoUsd;
import dev.sluice.schemas.record.OnLimit;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiFunction;

/** The records of a tree without error. */
final class ConfigBuilder {

    /** For providers that answer without an address; reserved, so that nothing ever goes there. */
    private static final String NOWHERE = "http://echo.invalid";

    private ConfigBuilder() {}

    static SluiceConfig build(Known document) {
        Known registry = document.map("schema_registry");
        return new SluiceConfig(
                auth(document.map("kafka_door").text("auth")),
                each(document, "providers", ConfigBuilder::provider),
                each(document, "models", ConfigBuilder::model),
                each(document, "customers", ConfigBuilder::customer),
                each(document, "prices", ConfigBuilder::price),
                SecretForm.read(document.map("audit").text("root_key")),
                requests(document.map("requests")),
                WorkerReader.worker(document.map("worker")),
                registry.find("url").map(ConfigBuilder::url),
                each(document, "pools", ConfigBuilder::pool),
                RuleReader.rules(document));
    }

    static Price price(String model, Known price) {
        return Price.of(
                model,
                PicoUsd.ofUsd(price.usd("input_per_million")),
                PicoUsd.ofUsd(price.usd("output_per_million")));
    }

    static RequestPolicy requests(Known requests) {
        return new RequestPolicy(
                requests.duration("default_deadline"),
                requests.duration("max_deadline"),
                requests.bytes("max_body"),
                requests.number("max_parked_per_key"),
                requests.number("max_attempts"),
                requests.number("max_rotations"),
                requests.number("max_waiting_per_customer"),
                requests.number("passed_over_max"),
                new AnswerPolicy(
                        requests.size("max_recorded_answers"),
                        requests.size("max_cached_answers")));
    }

    private static KafkaDoorAuth auth(String word) {
        return switch (word) {
            case "trusted" -> KafkaDoorAuth.TRUSTED;
            default -> throw new IllegalStateException("not checked: " + word);
        };
    }

    private static ProviderConfig provider(String id, Known provider) {
        return new ProviderConfig(
                id,
                provider.text("type"),
                url(provider.find("base_url").orElse(NOWHERE)),
                provider.list("keys").stream().map(ConfigBuilder::providerKey).toList(),
                provider.number("headroom"),
                provider.number("retry_budget"));
    }

    private static ProviderConfig.Key providerKey(Known key) {
        return new ProviderConfig.Key(
                key.text("id"),
                SecretForm.read(key.text("secret")),
                LimitReader.limits(key),
                key.find("scope"),
                key.number("weight"),
                each(key, "groups", ConfigBuilder::group));
    }

    private static ProviderConfig.Group group(String id, Known group) {
        return new ProviderConfig.Group(
                id, Set.copyOf(group.words("models")), LimitReader.limits(group));
    }

    private static Pool pool(String id, Known pool) {
        return new Pool(
                id,
                pool.list("members").stream()
                        .map(member ->
                                new Pool.Member(member.text("provider"), member.find("group")))
                        .toList());
    }

    private static ModelConfig model(String name, Known model) {
        return new ModelConfig(
                name,
                model.text("provider"),
                model.find("provider_model").orElse(name),
                model.number("max_output_tokens"),
                model.list("also_at").stream().map(host -> host(name, host)).toList(),
                model.words("fallback"),
                affinity(model.text("affinity")),
                EstimationReader.read(model),
                cache(model));
    }

    static Optional<CachePolicy> cache(Known owner) {
        if (!owner.has("cache")) {
            return Optional.empty();
        }
        Known cache = owner.map("cache");
        CachePolicy.Requests requests =
                switch (cache.text("requests")) {
                    case "deterministic" -> CachePolicy.Requests.DETERMINISTIC;
                    case "any" -> CachePolicy.Requests.ANY;
                    default -> throw new IllegalStateException("not checked");
                };
        return Optional.of(new CachePolicy(cache.duration("max_age"), requests));
    }

    private static ModelConfig.Host host(String model, Known host) {
        return new ModelConfig.Host(
                host.text("provider"), host.find("provider_model").orElse(model));
    }

    private static ModelConfig.Affinity affinity(String word) {
        return switch (word) {
            case "none" -> ModelConfig.Affinity.NONE;
            case "workflow" -> ModelConfig.Affinity.WORKFLOW;
            default -> throw new IllegalStateException("not checked: " + word);
        };
    }

    private static CustomerConfig customer(String id, Known customer) {
        return new CustomerConfig(
                id,
                customer.number("weight"),
                LimitReader.limits(customer),
                each(customer, "teams", ConfigBuilder::team),
                customer.has("results")
                        ? Optional.of(results(customer.map("results")))
                        : Optional.empty());
    }

    private static CustomerConfig.ResultsTopic results(Known results) {
        return new CustomerConfig.ResultsTopic(
                results.text("topic"), format(results.text("format")));
    }

    private static CustomerConfig.ResultsTopic.Format format(String word) {
        return switch (word) {
            case "json" -> CustomerConfig.ResultsTopic.Format.JSON;
            case "avro" -> CustomerConfig.ResultsTopic.Format.AVRO;
            default -> throw new IllegalStateException("not checked: " + word);
        };
    }

    private static CustomerConfig.Team team(String id, Known team) {
        return new CustomerConfig.Team(
                id,
                LimitReader.limits(team),
                team.list("keys").stream().map(ConfigBuilder::virtualKey).toList());
    }

    private static CustomerConfig.VirtualKey virtualKey(Known key) {
        return new CustomerConfig.VirtualKey(
                key.text("id"),
                key.text("secret_sha256"),
                Set.copyOf(key.words("models")),
                LimitReader.limits(key),
                whenFull(key),
                cache(key));
    }

    private static CustomerConfig.WhenFull whenFull(Known key) {
        return new CustomerConfig.WhenFull(
                key.text("on_limit").equals("reject") ? OnLimit.REJECT : OnLimit.PARK,
                key.text("on_budget").equals("park")
                        ? CustomerConfig.OnBudget.PARK
                        : CustomerConfig.OnBudget.REFUSE,
                key.has("max_parked")
                        ? OptionalInt.of(key.number("max_parked"))
                        : OptionalInt.empty());
    }

    // Paths are appended: two slashes in a row are another path to some hosts.
    private static URI url(String text) {
        return URI.create(text.replaceFirst("/+$", ""));
    }

    private static <T> List<T> each(Known map, String name, BiFunction<String, Known, T> reader) {
        return map.maps(name).entrySet().stream()
                .map(entry -> reader.apply(entry.getKey(), entry.getValue()))
                .toList();
    }
}
