package dev.sluice.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.sluice.schemas.money.PicoUsd;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.Served;
import dev.sluice.schemas.record.TokenUsage;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;

/**
 * A result as one line of the OpenAI Batch output format ({@code id custom_id response error}) with
 * a {@code sluice} object. Every key is always there, but {@code traceparent}, {@code replay_of}
 * and {@code degradation}: what is not known is {@code null}.
 */
public final class ResultLine {

    /** Money is written as people write it, never with an exponent. */
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

    private ResultLine() {}

    /**
     * One line, without its end. Bodies that are JSON stand in it with every sign they came with.
     */
    public static String json(InferenceResult result) {
        ObjectNode line = JSON.createObjectNode();
        line.put("id", result.getRequestId());
        line.put("custom_id", result.getCustomId().orElse(null));
        response(line, result);
        error(line, result);
        sluice(line.putObject("sluice"), result);
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree in memory", e);
        }
    }

    /** The word for how the request ended, as in the line. */
    public static String status(InferenceResult result) {
        return result.getStatus().name().toLowerCase(Locale.ROOT);
    }

    private static void response(ObjectNode line, InferenceResult result) {
        Optional<ByteBuffer> body = result.getBody();
        if (body.isEmpty()) {
            line.putNull("response");
            return;
        }
        ObjectNode response = line.putObject("response");
        response.put("status_code", result.getStatusCode());
        response.put("request_id", result.getRequestId());
        switch (ResultBody.of(body.get())) {
            case ResultBody.Json(String text) -> response.putRawValue("body", new RawValue(text));
            case ResultBody.Text(String text) -> response.put("body", text);
        }
    }

    private static void error(ObjectNode line, InferenceResult result) {
        result.getError()
                .ifPresentOrElse(
                        error ->
                                line.putObject("error")
                                        .put("code", error.getType())
                                        .put("message", error.getMessage()),
                        () -> line.putNull("error"));
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
        origin(node, result);
        node.put("workflow", result.getWorkflow().orElse(null));
        node.put("step", result.getStep().orElse(null));
        result.getServed().ifPresentOrElse(it -> served(node, it), () -> node.putNull("served"));
        result.getUsage().ifPresentOrElse(it -> usage(node, it), () -> node.putNull("usage"));
        result.getTraceparent().ifPresent(it -> node.put("traceparent", it));
    }

    /** Where the answer comes from, other than from a call for this request to this model. */
    private static void origin(ObjectNode node, InferenceResult result) {
        node.put("replayed", result.getReplayed());
        result.getReplayOf().ifPresent(id -> node.put("replay_of", id));
        node.put("cached", result.getCached());
        result.getCachedAnswer()
                .ifPresent(it ->
                        node.putObject("cached_answer")
                                .put("age_ms", it.getAgeMillis())
                                .put("from_request", it.getFromRequest()));
        node.put("degraded", result.getDegraded());
        result.getDegradation()
                .ifPresent(it ->
                        node.putObject("degradation")
                                .put("asked", it.getAsked())
                                .put("served", it.getServed())
                                .put("reason", it.getReason()));
    }

    private static void served(ObjectNode node, Served served) {
        node.putObject("served")
                .put("provider", served.getProvider())
                .put("model", served.getModel().orElse(null))
                .put("key", served.getProviderKey().orElse(null));
    }

    private static void usage(ObjectNode node, TokenUsage usage) {
        node.putObject("usage")
                .put("input_tokens", usage.getInputTokens())
                .put("output_tokens", usage.getOutputTokens())
                .put("cached_input_tokens", usage.getCachedInputTokens())
                .put("reasoning_tokens", usage.getReasoningTokens());
    }
}
