package dev.sluice.dispatcher.admission.ingress;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.config.ModelConfig;
import dev.sluice.config.Price;
import dev.sluice.config.ProviderConfig;
import dev.sluice.config.SluiceConfig;
import dev.sluice.dispatcher.admission.tokens.TokenCount;
import dev.sluice.dispatcher.admission.tokens.TokenCounter;
import dev.sluice.schemas.url.GenerateContentUrl;
import java.nio.ByteBuffer;
import java.util.Optional;

/** What admission would make of a body under a configuration, without a request. Any thread. */
public sealed interface BodyPreview {

    /**
     * It would be admitted where limits allow.
     *
     * @param provider which serves the model first
     * @param providerModel its name there
     * @param estimator how it was counted, for people
     * @param outputTokens of all choices together, at most
     * @param picoUsd the most that it costs at the configured price
     */
    record Counted(
            String model,
            String provider,
            String providerModel,
            String url,
            String estimator,
            TokenCount input,
            int outputTokens,
            long picoUsd)
            implements BodyPreview {}

    /** It would not, whatever the limits. */
    record Refused(String why) implements BodyPreview {}

    /**
     * @param json a body, or a line of the OpenAI Batch input format around one
     * @param model by the name that agents use; empty: as the body says
     * @param url where it goes; empty: as the line says, else what fits its fields
     */
    static BodyPreview of(
            SluiceConfig config, ByteBuffer json, Optional<String> model, Optional<String> url) {
        try {
            JsonNode said = Json.read(json);
            boolean isLine = said.path("body").isObject();
            JsonNode body = isLine ? said.path("body") : said;
            Optional<String> ofLine =
                    isLine ? Optional.ofNullable(said.path("url").textValue()) : Optional.empty();
            String name = model.orElseGet(() -> body.path("model").asText(""));
            String path = url.or(() -> ofLine).orElseGet(() -> fitting(body, name));
            RequestBody read = RequestBody.of(path, body, json.remaining());
            SizeCheck.check(json.remaining(), config.requests().bodyBytesMax());
            String asked = model.isPresent() ? name : read.model();
            return counted(config, read, path, asked);
        } catch (Flaw flaw) {
            return new Refused(flaw.text());
        }
    }

    private static Counted counted(SluiceConfig config, RequestBody body, String url, String name)
            throws Flaw {
        ModelConfig model =
                config.models().stream()
                        .filter(each -> each.name().equals(name))
                        .findAny()
                        .orElseThrow(() ->
                                Flaw.invalid(
                                        name.isEmpty()
                                                ? "the body names no model: say which one"
                                                : "the configuration has no model " + name));
        String type =
                config.providers().stream()
                        .filter(each -> each.id().equals(model.provider()))
                        .findAny()
                        .map(ProviderConfig::type)
                        .orElse("");
        Endpoint endpoint = Endpoint.of(url);
        endpoint.checkTakenBy(type);
        int output = body.rewriteFor(model, endpoint);
        TokenCounter counter = TokenCounter.of(model, type);
        TokenCount input = body.count(counter);
        Price price =
                config.prices().stream()
                        .filter(each -> each.model().equals(name))
                        .findAny()
                        .orElseGet(() -> Price.of(name, 0, 0));
        return new Counted(
                name,
                model.provider(),
                model.providerModel(),
                url,
                counter.told(),
                input,
                output,
                price.cost(input.total(), output));
    }

    private static String fitting(JsonNode body, String model) {
        if (body.has("contents")) {
            return new GenerateContentUrl(model).path();
        }
        if (body.has("input")) {
            return model.contains("embed") ? "/v1/embeddings" : "/v1/responses";
        }
        return body.has("prompt") ? "/v1/completions" : "/v1/chat/completions";
    }
}
