package dev.sluice.worker.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.schemas.record.TokenUsage;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The {@code usage} of an Anthropic answer. Its {@code input_tokens} leave out what was read from
 * and written to the prompt cache; here all three are input, and what was read is the cached part.
 */
final class AnthropicUsage {

    private AnthropicUsage() {}

    static Optional<TokenUsage> read(JsonNode root) {
        JsonNode usage = root.path("usage");
        OptionalLong plain = ChatUsage.tokens(usage.path("input_tokens"));
        OptionalLong output = ChatUsage.tokens(usage.path("output_tokens"));
        if (plain.isEmpty() || output.isEmpty()) {
            return Optional.empty();
        }
        long read = ChatUsage.tokens(usage.path("cache_read_input_tokens")).orElse(0);
        long written = ChatUsage.tokens(usage.path("cache_creation_input_tokens")).orElse(0);
        OptionalLong input = ChatUsage.sum(plain.getAsLong(), read, written);
        return input.isEmpty()
                ? Optional.empty()
                : Optional.of(new TokenUsage(input.getAsLong(), output.getAsLong(), read, 0L));
    }
}
