package dev.sluice.worker.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.schemas.record.TokenUsage;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Answers of Anthropic's Messages API.
 *
 * @param form what the agent asked in, and so gets its answer in
 */
record AnthropicDialect(Form form, Instant now) implements Dialect {

    @Override
    public Optional<Translation> translation() {
        return form == Form.CHAT ? Optional.of(this::chat) : Optional.empty();
    }

    @Override
    public Set<String> bulk() {
        return Set.of("content");
    }

    @Override
    public Optional<ErrorWords> errorInside(JsonNode root) {
        return root.path("type").asText().equals("error") || root.hasNonNull("error")
                ? Optional.of(ProviderError.inside(root))
                : Optional.empty();
    }

    @Override
    public Optional<TokenUsage> usage(JsonNode root) {
        return AnthropicUsage.read(root);
    }

    @Override
    public List<String> requestIdHeaders() {
        return List.of("request-id", "x-request-id");
    }

    /** Thinking stays with the provider: chat completions have no place for it. */
    private ByteBuffer chat(JsonNode root) {
        ChatCompletion answer = new ChatCompletion(id(root), model(root), now);
        ChatCompletion.Choice choice = answer.choice();
        for (JsonNode block : root.path("content")) {
            switch (block.path("type").asText()) {
                case "text" -> choice.text(block.path("text").asText());
                case "tool_use" ->
                        choice.toolCall(
                                block.path("id").asText(),
                                block.path("name").asText(),
                                block.path("input"));
                default -> {
                    // thinking, redacted_thinking: not for the agent
                }
            }
        }
        choice.end(finishReason(root.path("stop_reason").asText()));
        return answer.bytes(usage(root));
    }

    private static String finishReason(String stopReason) {
        return switch (stopReason) {
            case "max_tokens", "model_context_window_exceeded" -> "length";
            case "tool_use" -> "tool_calls";
            case "refusal" -> "content_filter";
            default -> "stop";
        };
    }
}
