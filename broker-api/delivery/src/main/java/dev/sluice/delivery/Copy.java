package dev.sluice.delivery;

import dev.sluice.schemas.record.InferenceResult;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;

/**
 * A record for a customer's topic.
 *
 * @param key the request's id: unique and always there, which a {@code custom_id} is not
 * @param at when the request finished
 */
public record Copy(String key, ByteBuffer value, SequencedMap<String, String> headers, Instant at) {

    private static final int BYTES_PER_HEADER = 2;

    /**
     * @param encode writes the value
     */
    public static Copy of(InferenceResult result, Function<InferenceResult, byte[]> encode) {
        SequencedMap<String, String> headers = new LinkedHashMap<>();
        headers.put("sluice-request-id", result.getRequestId());
        headers.put("sluice-status", ResultLine.status(result));
        result.getWorkflow().ifPresent(it -> headers.put("sluice-workflow", it));
        result.getStep().ifPresent(it -> headers.put("sluice-step", it));
        result.getTraceparent().ifPresent(it -> headers.put("traceparent", it));
        return new Copy(
                result.getRequestId(),
                ByteBuffer.wrap(encode.apply(result)),
                headers,
                result.getFinishedAt());
    }

    /** The value as a line of JSON. */
    public static byte[] json(InferenceResult result) {
        return ResultLine.json(result).getBytes(StandardCharsets.UTF_8);
    }

    /** What it takes in a record, but for a few bytes around it. */
    public int bytes() {
        int bytes = utf8(key) + value.remaining();
        for (Map.Entry<String, String> header : headers.entrySet()) {
            bytes += utf8(header.getKey()) + utf8(header.getValue()) + BYTES_PER_HEADER;
        }
        return bytes;
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
