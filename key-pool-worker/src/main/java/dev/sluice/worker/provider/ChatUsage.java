package dev.sluice.worker.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.schemas.record.TokenUsage;
import java.util.Optional;
import java.util.OptionalLong;

/** The {@code usage} of an OpenAI-shaped answer. */
final class ChatUsage {

    private ChatUsage() {}

    /** Empty where the provider did not say, or said what cannot be: less than nothing. */
    static Optional<TokenUsage> read(JsonNode root) {
        JsonNode usage = root.path("usage");
        // Responses have other names than completions and embeddings.
        return usage.has("input_tokens")
                ? read(usage, "input_tokens", "output_tokens")
                : read(usage, "prompt_tokens", "completion_tokens");
    }

    private static Optional<TokenUsage> read(JsonNode usage, String inputName, String outputName) {
        OptionalLong input = tokens(usage.path(inputName));
        // Embeddings have no output and say nothing of it.
        OptionalLong output =
                usage.has(outputName) ? tokens(usage.path(outputName)) : OptionalLong.of(0);
        if (input.isEmpty() || output.isEmpty()) {
            return Optional.empty();
        }
        long in = input.getAsLong();
        long out = output.getAsLong();
        return Optional.of(
                new TokenUsage(
                        in,
                        out,
                        part(usage.path(inputName + "_details").path("cached_tokens"), in),
                        part(usage.path(outputName + "_details").path("reasoning_tokens"), out)));
    }

    private static long part(JsonNode node, long whole) {
        return Math.min(tokens(node).orElse(0), whole);
    }

    /** Empty where there are more than can be counted: nobody has sent so many. */
    static OptionalLong sum(long... counts) {
        long sum = 0;
        for (long count : counts) {
            sum += count;
            if (sum < 0) {
                return OptionalLong.empty();
            }
        }
        return OptionalLong.of(sum);
    }

    /** Empty where it is no whole number from 0 on. */
    static OptionalLong tokens(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong() && node.asLong() >= 0
                ? OptionalLong.of(node.asLong())
                : OptionalLong.empty();
    }
}
