package dev.sluice.door;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One line of the OpenAI Batch input format around a body that is already JSON. The body's bytes
 * are not parsed and written again: numbers, order and unknown fields reach the provider as they
 * came.
 */
final class BatchLine {

    private static final byte[] AFTER_ID =
            ascii("\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":");

    private BatchLine() {}

    /**
     * @param customId echoed in the result
     * @param body one JSON object in UTF-8
     */
    static ByteBuffer of(Optional<String> customId, byte[] body) {
        byte[] id = customId.map(BatchLine::idField).orElse(new byte[0]);
        ByteBuffer line = ByteBuffer.allocate(id.length + AFTER_ID.length + body.length + 2);
        line.put((byte) '{').put(id).put(AFTER_ID);
        for (byte each : body) {
            // Inside JSON strings a line break is always escaped, so each one here is only space.
            line.put(each == '\n' || each == '\r' ? (byte) ' ' : each);
        }
        return line.put((byte) '}').flip();
    }

    private static byte[] idField(String customId) {
        String quoted = String.valueOf(JsonStringEncoder.getInstance().quoteAsString(customId));
        return ("\"custom_id\":\"" + quoted + "\",").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
