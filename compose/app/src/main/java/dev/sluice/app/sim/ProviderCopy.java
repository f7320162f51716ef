package dev.sluice.app.sim;

import dev.sluice.config.ModelConfig;
import dev.sluice.config.Price;
import dev.sluice.config.ProviderConfig;
import dev.sluice.config.SecretRef;
import dev.sluice.config.SluiceConfig;
import dev.sluice.schemas.money.PicoUsd;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Makes a simulated provider of one that a configuration of Sluice names: the same keys with the
 * same limits, the same models at the same prices. Keys of one scope get a set of limits each.
 */
public final class ProviderCopy {

    private ProviderCopy() {}

    /**
     * @param secrets finds the secret of a key
     * @throws IllegalArgumentException where two keys have the same secret
     */
    public static SimulatorConfig of(
            ProviderConfig provider, SluiceConfig config, Function<SecretRef, String> secrets) {
        List<SimulatorConfig.Key> keys =
                provider.keys().stream()
                        .map(key ->
                                new SimulatorConfig.Key(
                                        key.id(), secrets.apply(key.secret()), key.limits()))
                        .toList();
        return SimulatorConfig.of(keys, models(provider, config));
    }

    /** Of two models that are one at the provider, the price of the first counts. */
    private static List<SimulatorConfig.Model> models(
            ProviderConfig provider, SluiceConfig config) {
        Map<String, SimulatorConfig.Model> models = new LinkedHashMap<>();
        for (ModelConfig model : config.models()) {
            if (model.provider().equals(provider.id())) {
                config.prices().stream()
                        .filter(price -> price.model().equals(model.name()))
                        .findFirst()
                        .ifPresent(price ->
                                models.putIfAbsent(model.providerModel(), copy(model, price)));
            }
        }
        return List.copyOf(models.values());
    }

    private static SimulatorConfig.Model copy(ModelConfig model, Price price) {
        return new SimulatorConfig.Model(
                model.providerModel(),
                PicoUsd.toUsd(price.inputPicosPerMillion()),
                PicoUsd.toUsd(price.outputPicosPerMillion()));
    }
}
