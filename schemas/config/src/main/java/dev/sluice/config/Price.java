package dev.sluice.config;

import dev.sluice.schemas.money.PicoUsd;
import dev.sluice.schemas.record.TokenUsage;

/**
 * What a model costs. {@code id} names this price for ever: a reservation pins it and the
 * settlement uses it, whatever the configuration says by then.
 */
public record Price(
        String id, String model, long inputPicosPerMillion, long outputPicosPerMillion) {

    public Price {
        if (inputPicosPerMillion < 0 || outputPicosPerMillion < 0) {
            throw new IllegalArgumentException("a price is not negative");
        }
    }

    /**
     * The price of {@code model}; its id is made of the model and both prices, so equal prices have
     * equal ids.
     */
    public static Price of(String model, long inputPicosPerMillion, long outputPicosPerMillion) {
        String id = model + "@" + inputPicosPerMillion + "/" + outputPicosPerMillion;
        return new Price(id, model, inputPicosPerMillion, outputPicosPerMillion);
    }

    /** Pico-dollars of so many tokens, rounded once, half to even. */
    public long cost(long inputTokens, long outputTokens) {
        return PicoUsd.cost(inputTokens, inputPicosPerMillion, outputTokens, outputPicosPerMillion);
    }

    public long cost(TokenUsage usage) {
        return cost(usage.getInputTokens(), usage.getOutputTokens());
    }
}
