package dev.sluice.config;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Prices by model for new reservations, and by id for settlements: those of earlier configurations
 * too.
 */
public final class PriceBook {

    private final Map<String, Price> byModel = new HashMap<>();
    private final Map<String, Price> byId = new HashMap<>();

    /**
     * @param current the prices in force, one a model
     * @param earlier prices of configurations before, which open reservations may still pin
     */
    public PriceBook(Collection<Price> current, Collection<Price> earlier) {
        earlier.forEach(price -> byId.put(price.id(), price));
        current.forEach(price -> byId.put(price.id(), price));
        current.forEach(price -> byModel.put(price.model(), price));
    }

    public Optional<Price> ofModel(String model) {
        return Optional.ofNullable(byModel.get(model));
    }

    public Optional<Price> ofId(String priceId) {
        return Optional.ofNullable(byId.get(priceId));
    }
}
