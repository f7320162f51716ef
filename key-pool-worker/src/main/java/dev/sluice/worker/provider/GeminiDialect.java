package dev.sluice.worker.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.TokenUsage;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Answers of Gemini's {@code generateContent}.
 *
 * @param form what the agent asked in, and so gets its answer in
 * @param attempt that was sent: an answer need not say its id and model
 */
record GeminiDialect(Form form, Attempt attempt, Instant now) implements Dialect {

    @Override
    public Optional<Translation> translation() {
        return form == Form.CHAT ? Optional.of(this::chat) : Optional.empty();
    }

    @Override
    public Set<String> bulk() {
        return Set.of("candidates");
    }

    /**
     * A prompt that was blocked has status 200 and no candidates: an answer to those who speak
     * Gemini's words, and nothing that a chat completion could say.
     */
    @Override
    public Optional<ErrorWords> errorInside(JsonNode root) {
        if (root.hasNonNull("error")) {
            return Optional.of(ProviderError.inside(root));
        }
        String blocked = root.path("promptFeedback").path("blockReason").asText("");
        return form == Form.NATIVE || blocked.isEmpty() || !root.path("candidates").isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new ErrorWords(
                                Optional.of(200),
                                "",
                                "content_filter",
                                "the provider blocked the prompt: " + blocked,
                                ""));
    }

    /** What it thought counts as output, which {@code candidatesTokenCount} leaves out. */
    @Override
    public Optional<TokenUsage> usage(JsonNode root) {
        JsonNode usage = root.path("usageMetadata");
        OptionalLong prompt = ChatUsage.tokens(usage.path("promptTokenCount"));
        if (prompt.isEmpty()) {
            return Optional.empty();
        }
        long thoughts = count(usage, "thoughtsTokenCount");
        OptionalLong input =
                ChatUsage.sum(prompt.getAsLong(), count(usage, "toolUsePromptTokenCount"));
        OptionalLong output = ChatUsage.sum(count(usage, "candidatesTokenCount"), thoughts);
        if (input.isEmpty() || output.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new TokenUsage(
                        input.getAsLong(),
                        output.getAsLong(),
                        Math.min(count(usage, "cachedContentTokenCount"), input.getAsLong()),
                        thoughts));
    }

    @Override
    public String model(JsonNode root) {
        return root.path("modelVersion").asText("");
    }

    @Override
    public String id(JsonNode root) {
        return root.path("responseId").asText("");
    }

    private ByteBuffer chat(JsonNode root) {
        String id = id(root).isEmpty() ? attempt.getRequestId() : id(root);
        String model = model(root).isEmpty() ? attempt.getProviderModel() : model(root);
        ChatCompletion answer = new ChatCompletion(id, model, now);
        for (JsonNode candidate : root.path("candidates")) {
            add(candidate, answer.choice(), id);
        }
        return answer.bytes(usage(root));
    }

    private static void add(JsonNode candidate, ChatCompletion.Choice choice, String id) {
        int calls = 0;
        for (JsonNode part : candidate.path("content").path("parts")) {
            JsonNode call = part.path("functionCall");
            if (call.isObject()) {
                String callId = call.path("id").asText("call_" + id + "_" + calls++);
                GeminiSignature.copy(
                        part, choice.toolCall(callId, call.path("name").asText(), arguments(call)));
            } else if (!part.path("thought").asBoolean()) {
                choice.text(part.path("text").asText());
            }
        }
        choice.end(finishReason(candidate.path("finishReason").asText(), choice));
    }

    private static JsonNode arguments(JsonNode call) {
        return call.path("args").isObject()
                ? call.path("args")
                : JsonNodeFactory.instance.objectNode();
    }

    private static String finishReason(String said, ChatCompletion.Choice choice) {
        return switch (said) {
            case "MAX_TOKENS" -> "length";
            case "SAFETY",
                    "RECITATION",
                    "LANGUAGE",
                    "BLOCKLIST",
                    "PROHIBITED_CONTENT",
                    "SPII",
                    "IMAGE_SAFETY" ->
                    "content_filter";
            default -> choice.hasToolCalls() ? "tool_calls" : "stop";
        };
    }

    private static long count(JsonNode usage, String name) {
        return ChatUsage.tokens(usage.path(name)).orElse(0);
    }
}
