package dev.sluice.app.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A chat completion request, as far as a simulated provider looks at it.
 *
 * @param promptTokens see {@link #tokens}
 * @param answers how many choices were asked for
 */
record ChatRequest(
        String model, long promptTokens, long maxTokens, int answers, int hash, Wishes wishes) {

    /**
     * What a request asks of a simulated provider in its {@code metadata}.
     *
     * @param fault {@code sim_fault}
     * @param latency {@code sim_latency_ms}: instead of the provider's
     * @param outputTokens {@code sim_output_tokens}: of each answer, instead of some
     */
    record Wishes(Optional<Fault> fault, Optional<Duration> latency, OptionalLong outputTokens) {
        static Wishes of(JsonNode metadata) {
            return new Wishes(
                    Fault.of(metadata.path("sim_fault").asText("")),
                    number(metadata, "sim_latency_ms").stream()
                            .mapToObj(Duration::ofMillis)
                            .findAny(),
                    number(metadata, "sim_output_tokens"));
        }

        private static OptionalLong number(JsonNode metadata, String name) {
            long number = metadata.path(name).asLong(0);
            return number > 0 ? OptionalLong.of(number) : OptionalLong.empty();
        }
    }

    /** What came of reading a body. */
    sealed interface Reading {
        record Good(ChatRequest request) implements Reading {}

        record Bad(String why) implements Reading {}
    }

    private static final long MAX_TOKENS_DEFAULT = 256;
    private static final int ANSWERS_MAX = 8;

    /** What the framing of a message costs, and that of the answer to come. */
    private static final int TOKENS_PER_FRAME = 3;

    private static final ObjectMapper JSON = new ObjectMapper();

    static Reading read(byte[] body) {
        JsonNode root;
        try {
            root = JSON.readTree(body);
        } catch (IOException e) {
            return new Reading.Bad("We could not parse the JSON body of your request.");
        }
        if (root == null || !root.path("model").isTextual()) {
            return new Reading.Bad("you must provide a model parameter");
        }
        if (!root.path("messages").isArray() || root.path("messages").isEmpty()) {
            return new Reading.Bad("messages: at least one message is required");
        }
        if (root.path("stream").asBoolean(false)) {
            return new Reading.Bad("stream is not supported by this provider");
        }
        return new Reading.Good(of(root, body));
    }

    private static ChatRequest of(JsonNode root, byte[] body) {
        long promptTokens = TOKENS_PER_FRAME;
        for (JsonNode message : root.path("messages")) {
            promptTokens += TOKENS_PER_FRAME + contentTokens(message.path("content"));
        }
        return new ChatRequest(
                root.path("model").asText(),
                promptTokens,
                maxTokens(root),
                Math.clamp(root.path("n").asInt(1), 1, ANSWERS_MAX),
                Arrays.hashCode(body),
                Wishes.of(root.path("metadata")));
    }

    private static long maxTokens(JsonNode root) {
        JsonNode newer = root.path("max_completion_tokens");
        JsonNode either = newer.isMissingNode() ? root.path("max_tokens") : newer;
        return Math.max(1, either.asLong(MAX_TOKENS_DEFAULT));
    }

    private static long contentTokens(JsonNode content) {
        if (content.isTextual()) {
            return tokens(content.asText());
        }
        long sum = 0;
        for (JsonNode part : content) {
            sum += tokens(part.path("text").asText(""));
        }
        return sum;
    }

    /**
     * The smaller of words and a quarter of the bytes, rounded up. A tokenizer never joins words
     * and an estimate by size never divides by more than four, so no client that estimates upwards
     * comes out below this, whichever way it counts.
     */
    static long tokens(String text) {
        long bytes = text.getBytes(StandardCharsets.UTF_8).length;
        String trimmed = text.strip();
        long words = trimmed.isEmpty() ? 0 : trimmed.split("\\s+").length;
        return Math.min(words, Math.ceilDiv(bytes, 4L));
    }
}
