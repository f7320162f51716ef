package dev.sluice.worker.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.config.ProviderConfig;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.TokenUsage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * The provider type {@code echo}: answers at once, inside the process, with the request's last
 * message. It warms up the way through all stages without costing anybody anything.
 */
public final class EchoClient implements ProviderClient {

    /** An echo is no longer than this, in characters. */
    private static final int TEXT_MAX = 1_000;

    @Override
    public CallOutcome call(Attempt attempt, ProviderConfig.Key key, Instant latest) {
        TokenUsage usage = new TokenUsage((long) attempt.getInputTokens(), 1L, 0L, 0L);
        return new CallOutcome(
                EndKind.ANSWERED,
                Billing.ACTUAL,
                Optional.empty(),
                Optional.of(200),
                Optional.empty(),
                Optional.of(answer(attempt, usage)),
                Optional.of(usage),
                Optional.of(attempt.getProviderModel()),
                Optional.of("echo-" + attempt.getRequestId()),
                Pace.SILENT);
    }

    @Override
    public void open() {
        // There is no connection.
    }

    private static ByteBuffer answer(Attempt attempt, TokenUsage usage) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("id", "echo-" + attempt.getRequestId())
                .put("object", "chat.completion")
                .put("created", attempt.getAdmittedAt().getEpochSecond())
                .put("model", attempt.getProviderModel());
        ObjectNode choice = root.putArray("choices").addObject().put("index", 0);
        choice.putObject("message").put("role", "assistant").put("content", lastMessage(attempt));
        choice.put("finish_reason", "stop");
        root.putObject("usage")
                .put("prompt_tokens", usage.getInputTokens())
                .put("completion_tokens", usage.getOutputTokens())
                .put("total_tokens", usage.getInputTokens() + usage.getOutputTokens());
        return ByteBuffer.wrap(root.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String lastMessage(Attempt attempt) {
        String text =
                attempt.getBody().getContent() instanceof ByteBuffer body
                        ? JsonBody.parse(body).map(EchoClient::lastText).orElse("")
                        : "";
        return text.substring(0, Math.min(TEXT_MAX, text.length()));
    }

    private static String lastText(JsonNode root) {
        JsonNode messages = root.path("messages");
        return messages.path(messages.size() - 1).path("content").asText("");
    }
}
