package dev.sluice.door;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.schemas.record.Degradation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * That another model answered than the one asked for: in headers, and in the answer itself, since
 * most clients never look at headers.
 */
final class DegradedAnswer {

    private static final JsonMapper JSON = new JsonMapper();

    private DegradedAnswer() {}

    static Map<String, String> headers(Degradation degradation) {
        return Map.of(
                "x-sluice-degraded", degradation.getReason(),
                "x-sluice-asked-model", degradation.getAsked(),
                "x-sluice-served-model", degradation.getServed());
    }

    /**
     * The body with {@code "sluice":{"degraded":{"asked","served","reason"}}} as its first field;
     * all its other bytes as they were. A body that is no JSON object stays as it is.
     */
    static ByteBuffer body(ByteBuffer body, Degradation degradation) {
        byte[] bytes = new byte[body.remaining()];
        body.duplicate().get(bytes);
        int brace = first(bytes, 0);
        if (brace == bytes.length || bytes[brace] != '{') {
            return body;
        }
        int next = first(bytes, brace + 1);
        String comma = next < bytes.length && bytes[next] == '}' ? "" : ",";
        byte[] field = (field(degradation) + comma).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(bytes.length + field.length)
                .put(bytes, 0, brace + 1)
                .put(field)
                .put(bytes, brace + 1, bytes.length - brace - 1)
                .flip();
    }

    private static String field(Degradation degradation) {
        ObjectNode sluice = JSON.createObjectNode();
        sluice.putObject("degraded")
                .put("asked", degradation.getAsked())
                .put("served", degradation.getServed())
                .put("reason", degradation.getReason());
        return "\"sluice\":" + sluice;
    }

    /** Where the first byte stands that is no white space. */
    private static int first(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && Character.isWhitespace(bytes[at])) {
            at++;
        }
        return at;
    }
}
