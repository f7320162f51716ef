package dev.sluice.worker.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.schemas.record.TokenUsage;
import java.util.Optional;
import java.util.Set;

/** OpenAI's answers, which agents get byte for byte. */
record OpenAiDialect() implements Dialect {

    /** Of chat completions and completions, of embeddings, and of responses. */
    private static final Set<String> BULK = Set.of("choices", "data", "output");

    @Override
    public Optional<Translation> translation() {
        return Optional.empty();
    }

    @Override
    public Set<String> bulk() {
        return BULK;
    }

    @Override
    public Optional<ErrorWords> errorInside(JsonNode root) {
        return root.hasNonNull("error")
                ? Optional.of(ProviderError.inside(root))
                : Optional.empty();
    }

    @Override
    public Optional<TokenUsage> usage(JsonNode root) {
        return ChatUsage.read(root);
    }
}
