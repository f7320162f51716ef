package dev.sluice.dispatcher.admission.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import com.knuddels.jtokkit.api.EncodingType;
import dev.sluice.config.Estimation;
import dev.sluice.config.Estimation.Estimator;
import dev.sluice.config.ModelConfig;
import java.util.Locale;
import java.util.Optional;

/**
 * Counts the input tokens of requests for one model, as its configuration says. Exact for OpenAI's
 * models, otherwise rather too many than too few: a reservation must be a bound. Any thread.
 */
public final class TokenCounter {

    private final Estimator estimator;
    private final TextRule text;
    private final Overhead overhead;
    private final Media media;
    private final Optional<FunctionTools> functions;

    private TokenCounter(
            Estimator estimator,
            TextRule text,
            Overhead overhead,
            Media media,
            Optional<FunctionTools> functions) {
        this.estimator = estimator;
        this.text = text;
        this.overhead = overhead;
        this.media = media;
        this.functions = functions;
    }

    /**
     * @param providerType of the provider that serves the model first
     */
    public static TokenCounter of(ModelConfig model, String providerType) {
        Estimation estimation = model.estimation();
        Media media = new Media(ImageRules.of(providerType, model.providerModel()), estimation);
        Overhead overhead = providerType.equals("anthropic") ? Overhead.ANTHROPIC : Overhead.OTHERS;
        Optional<EncodingType> own = OpenAiEncodings.of(model.providerModel());
        Estimator estimator =
                estimation
                        .estimator()
                        .orElse(
                                providerType.equals("openai") && own.isPresent()
                                        ? Estimator.EXACT
                                        : Estimator.RATIO);
        return switch (estimator) {
            case EXACT -> exact(own.or(() -> OpenAiEncodings.of(model.name())), media);
            case RATIO -> {
                int percent = estimation.ratioPercent().orElseGet(() -> percent(providerType));
                yield new TokenCounter(
                        estimator, new TextRule.Ratio(percent), overhead, media, Optional.empty());
            }
            case BYTES ->
                    new TokenCounter(
                            estimator, new TextRule.Bytes(), overhead, media, Optional.empty());
        };
    }

    /** Of an unknown name, such as that of a deployment, it is the newest encoding. */
    private static TokenCounter exact(Optional<EncodingType> found, Media media) {
        EncodingType type = found.orElse(EncodingType.O200K_BASE);
        return new TokenCounter(
                Estimator.EXACT,
                new TextRule.Encoded(type),
                Overhead.OPENAI,
                media,
                Optional.of(
                        type == EncodingType.O200K_BASE
                                ? FunctionTools.O200K
                                : FunctionTools.CL100K));
    }

    /**
     * Of Claude 4.7 others have measured 1.2 (prose) to 1.47 (technical text) times the tokens of
     * the tokenizer before, which made about 1.2 times as many as OpenAI's. Open models have
     * vocabularies down to 32,000, a sixth of o200k_base's. The echo counts nothing.
     */
    private static int percent(String providerType) {
        return switch (providerType) {
            case "anthropic" -> 175;
            case "gemini" -> 115;
            case "openai" -> 150;
            default -> 100;
        };
    }

    /**
     * Of a request's body. Takes time for the first {@value Tally#COUNTED_BYTES_MAX} bytes of text;
     * beyond them every byte is a token.
     *
     * @param url where it goes; embeddings and completions are no conversation
     */
    public TokenCount count(JsonNode body, String url) {
        return new BodyCount(new Tally(text), overhead, media, functions).count(body, url);
    }

    /** How it counts, as people may read it: {@code exact (o200k_base)}. */
    public String told() {
        return estimator.name().toLowerCase(Locale.ROOT) + " (" + text.told() + ")";
    }

    /** Reads the tables of the encoding, which takes a second: before there are requests. */
    public void load() {
        text.tokens("");
    }
}
