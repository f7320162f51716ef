package dev.sluice.dispatcher.admission.ingress;

import dev.sluice.config.ActiveConfig;
import dev.sluice.config.Lane;
import dev.sluice.config.ModelConfig;
import dev.sluice.config.ModelGroup;
import dev.sluice.config.Price;
import dev.sluice.config.PriceBook;
import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.dispatcher.admission.tokens.TokenCounter;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Reservation;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The models of a configuration, as attempts at them need to know. */
final class Catalogue {

    private final PriceBook prices;
    private final Map<String, ModelConfig> models = new HashMap<>();
    private final Map<String, String> pools = new HashMap<>();
    private final Map<String, String> providerTypes = new HashMap<>();
    private final Map<String, TokenCounter> counters = new HashMap<>();

    Catalogue(ActiveConfig config) {
        this.prices = config.prices();
        config.config()
                .providers()
                .forEach(provider -> providerTypes.put(provider.id(), provider.type()));
        for (ModelConfig model : config.config().models()) {
            models.put(model.name(), model);
            counters.put(model.name(), TokenCounter.of(model, providerType(model.provider())));
        }
        for (Lane lane : config.lanes()) {
            for (ModelGroup group : lane.groups()) {
                group.models().keySet().forEach(model -> pools.putIfAbsent(model, group.pool()));
            }
        }
    }

    Optional<ModelConfig> model(String name) {
        return Optional.ofNullable(models.get(name));
    }

    /** Of a model of this configuration. */
    TokenCounter counter(ModelConfig model) {
        return Objects.requireNonNull(counters.get(model.name()));
    }

    /** Reads what counting needs, which takes seconds: to be called before there are requests. */
    void load() {
        counters.values().forEach(TokenCounter::load);
    }

    /** Whether every provider of the model can be asked for this. */
    boolean takes(ModelConfig model, Endpoint endpoint) {
        return model.hosts().stream()
                .allMatch(host -> endpoint.isTakenBy(providerType(host.provider())));
    }

    String providerType(String provider) {
        return providerTypes.getOrDefault(provider, "");
    }

    Reservation reservation(String model, int input, int output) {
        Price price = prices.ofModel(model).orElseGet(() -> Price.of(model, 0, 0));
        return new Reservation(price.cost(input, output), price.id());
    }

    /** Says in an attempt which model it is for and where that is served. */
    Attempt.Builder address(Attempt.Builder attempt, ModelConfig model, RequestFacts facts) {
        return attempt.setPool(pools.getOrDefault(model.name(), model.provider()))
                .setProvider(model.provider())
                .setModel(model.name())
                .setProviderModel(model.providerModel())
                .setAskedModel(model.name().equals(facts.model()) ? null : facts.model())
                .setAffinity(affinity(model, facts).orElse(null));
    }

    /** Workflows of two customers are two, whatever they are called. */
    private static Optional<String> affinity(ModelConfig model, RequestFacts facts) {
        return switch (model.affinity()) {
            case NONE -> Optional.empty();
            case WORKFLOW ->
                    facts.echo()
                            .workflow()
                            .map(workflow -> facts.tenant().getCustomer() + "/" + workflow);
        };
    }
}
