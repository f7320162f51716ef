package dev.sluice.worker.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.schemas.record.TokenUsage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** A {@code chat.completion} in the making, for answers that came in other words. */
final class ChatCompletion {

    private final ObjectNode root = JsonNodeFactory.instance.objectNode();
    private final ArrayNode choices;

    ChatCompletion(String id, String model, Instant created) {
        root.put("id", id)
                .put("object", "chat.completion")
                .put("created", created.getEpochSecond())
                .put("model", model);
        choices = root.putArray("choices");
    }

    /** The next choice. */
    Choice choice() {
        return new Choice(choices.addObject().put("index", choices.size() - 1));
    }

    ByteBuffer bytes(Optional<TokenUsage> usage) {
        usage.ifPresent(this::put);
        return ByteBuffer.wrap(root.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void put(TokenUsage usage) {
        ObjectNode node = root.putObject("usage");
        node.put("prompt_tokens", usage.getInputTokens())
                .put("completion_tokens", usage.getOutputTokens())
                .put(
                        "total_tokens",
                        ChatUsage.sum(usage.getInputTokens(), usage.getOutputTokens())
                                .orElse(Long.MAX_VALUE));
        node.putObject("prompt_tokens_details").put("cached_tokens", usage.getCachedInputTokens());
        node.putObject("completion_tokens_details")
                .put("reasoning_tokens", usage.getReasoningTokens());
    }

    /** The agent's own fault, as OpenAI would put it. */
    static ByteBuffer fault(ErrorWords error) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.putObject("error")
                .put("message", error.message())
                .put("type", error.type().isEmpty() ? "invalid_request_error" : error.type())
                .putNull("param")
                .put("code", error.code().isEmpty() ? null : error.code());
        return ByteBuffer.wrap(root.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** One choice: text and tool calls as they come, then why it ended. */
    static final class Choice {

        private final ObjectNode choice;
        private final ObjectNode message;
        private final StringBuilder text = new StringBuilder();

        private Choice(ObjectNode choice) {
            this.choice = choice;
            this.message = choice.putObject("message").put("role", "assistant");
        }

        void text(String more) {
            text.append(more);
        }

        /** Returns the call, for what only this provider says of it. */
        ObjectNode toolCall(String id, String name, JsonNode arguments) {
            ObjectNode call = message.withArray("/tool_calls").addObject();
            call.put("id", id).put("type", "function");
            call.putObject("function").put("name", name).put("arguments", arguments.toString());
            return call;
        }

        boolean hasToolCalls() {
            return message.has("tool_calls");
        }

        void end(String finishReason) {
            message.put("content", text.isEmpty() && hasToolCalls() ? null : text.toString());
            choice.put("finish_reason", finishReason);
        }
    }
}
