package dev.sluice.client.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One line of the OpenAI Batch input format around a body that is already JSON. The body's bytes
 * are not parsed and written again: numbers, order and unknown fields reach the provider as they
 * came.
 */
public final class BatchLine {

    /** What a line asks for where nothing else is said. */
    public static final String CHAT_URL = "/v1/chat/completions";

    private BatchLine() {}

    /**
     * @param customId echoed in the result
     * @param url path below the provider's base URL
     * @param body one JSON object in UTF-8
     */
    public static ByteBuffer of(Optional<String> customId, String url, byte[] body) {
        byte[] before =
                utf8(
                        customId.map(id -> "{\"custom_id\":" + JsonText.quoted(id) + ",")
                                        .orElse("{")
                                + "\"method\":\"POST\",\"url\":"
                                + JsonText.quoted(url)
                                + ",\"body\":");
        ByteBuffer line = ByteBuffer.allocate(before.length + body.length + 1).put(before);
        for (byte each : body) {
            // Inside JSON strings a line break is always escaped, so each one here is only space.
            line.put(each == '\n' || each == '\r' ? (byte) ' ' : each);
        }
        return line.put((byte) '}').flip();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
