package dev.sluice.dispatcher.admission.tokens;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.config.Estimation;
import dev.sluice.config.Estimation.Estimator;
import dev.sluice.config.ModelConfig;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Counts of bodies that are written with single quotes. */
final class Counts {

    static final String CHAT = "/v1/chat/completions";

    private Counts() {}

    static TokenCounter counter(String providerType, String model, Estimation estimation) {
        return TokenCounter.of(
                new ModelConfig(
                        "agents-name",
                        "p",
                        model,
                        9,
                        List.of(),
                        List.of(),
                        ModelConfig.Affinity.NONE,
                        estimation,
                        Optional.empty()),
                providerType);
    }

    static TokenCounter counter(String providerType, String model) {
        return counter(providerType, model, Estimation.DEFAULT);
    }

    static Estimation estimator(Estimator estimator) {
        return new Estimation(
                Optional.of(estimator),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty());
    }

    static TokenCount count(TokenCounter counter, String url, String body) {
        return counter.count(json(body), url);
    }

    static int total(TokenCounter counter, String body) {
        return count(counter, CHAT, body).total();
    }

    private static JsonNode json(String body) {
        return written(body.replace('\'', '"'));
    }

    /** With the quotes of JSON. */
    static JsonNode written(String body) {
        try {
            return new JsonMapper().readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(body, e);
        }
    }

    /** A chat of one message. */
    static String chat(String content) {
        return "{'messages':[{'role':'user','content':" + content + "}]}";
    }
}
