package dev.sluice.worker.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.schemas.record.TokenUsage;
import java.nio.ByteBuffer;
import java.util.Optional;

/** OpenAI's answers, which agents get byte for byte. */
record OpenAiDialect() implements Dialect {

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

    @Override
    public String model(JsonNode root) {
        return root.path("model").asText("");
    }

    @Override
    public String id(JsonNode root) {
        return root.path("id").asText("");
    }

    @Override
    public ByteBuffer answer(JsonNode root, ByteBuffer received) {
        return received;
    }

    @Override
    public ByteBuffer fault(ErrorWords error, ByteBuffer received) {
        return received;
    }
}
