package dev.sluice.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.schemas.money.PicoUsd;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.ResultError;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A result as a person reads it, or as one line of the OpenAI Batch output format with a {@code
 * sluice} object.
 */
final class ResultLine {

    /** A body is kept as it came: all of its digits, and a string where it is not one value. */
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private ResultLine() {}

    static String text(InferenceResult result) {
        return "%-34s %-9s %3d  %d attempt%s  %s USD  %s"
                .formatted(
                        result.getCustomId().orElse(result.getRequestId()),
                        status(result),
                        result.getStatusCode(),
                        result.getAttempts(),
                        result.getAttempts() == 1 ? " " : "s",
                        PicoUsd.toUsd(result.getCostPicos()).toPlainString(),
                        result.getError().map(ResultLine::oneLine).orElse(""));
    }

    static String json(InferenceResult result) {
        ObjectNode line = JSON.createObjectNode();
        line.put("id", result.getRequestId());
        line.put("custom_id", result.getCustomId().orElse(null));
        response(line, result);
        result.getError()
                .ifPresentOrElse(
                        error ->
                                line.putObject("error")
                                        .put("code", error.getType())
                                        .put("message", error.getMessage()),
                        () -> line.putNull("error"));
        sluice(line.putObject("sluice"), result);
        return line.toString();
    }

    private static void response(ObjectNode line, InferenceResult result) {
        if (result.getBody().isEmpty()) {
            line.putNull("response");
            return;
        }
        ObjectNode response = line.putObject("response");
        response.put("status_code", result.getStatusCode());
        response.put("request_id", result.getRequestId());
        ByteBuffer body = result.getBody().get().duplicate();
        String text = StandardCharsets.UTF_8.decode(body).toString();
        try {
            JsonNode value = JSON.readTree(text);
            response.set("body", value.isMissingNode() ? TextNode.valueOf(text) : value);
        } catch (JsonProcessingException e) {
            response.put("body", text);
        }
    }

    private static void sluice(ObjectNode node, InferenceResult result) {
        node.put("status", status(result));
        node.put("attempts", result.getAttempts());
        node.put("customer", result.getTenant().getCustomer());
        node.put("team", result.getTenant().getTeam());
        node.put("key", result.getTenant().getVirtualKey());
        node.put("cost_usd", PicoUsd.toUsd(result.getCostPicos()));
        node.put("queue_ms", result.getQueueMillis());
        node.put("provider_ms", result.getProviderMillis());
        node.put("replayed", result.getReplayed());
        node.put("workflow", result.getWorkflow().orElse(null));
        node.put("step", result.getStep().orElse(null));
        result.getServed()
                .ifPresent(served ->
                        node.putObject("served")
                                .put("provider", served.getProvider())
                                .put("model", served.getModel().orElse(null))
                                .put("key", served.getProviderKey().orElse(null)));
        result.getUsage()
                .ifPresent(usage ->
                        node.putObject("usage")
                                .put("input_tokens", usage.getInputTokens())
                                .put("output_tokens", usage.getOutputTokens()));
    }

    /** What providers say may be of several lines; a result is one. */
    private static String oneLine(ResultError error) {
        return error.getMessage().replaceAll("\\s*\\R\\s*", " ");
    }

    private static String status(InferenceResult result) {
        return result.getStatus().name().toLowerCase(Locale.ROOT);
    }
}
