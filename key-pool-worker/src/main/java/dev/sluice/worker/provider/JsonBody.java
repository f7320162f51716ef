package dev.sluice.worker.provider;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.util.ByteBufferBackedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** JSON, whole and nothing after it; or not JSON. */
final class JsonBody {

    private static final ObjectReader JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build()
                    .readerFor(JsonNode.class);

    private JsonBody() {}

    static Optional<JsonNode> parse(ByteBuffer body) {
        try {
            JsonNode root = JSON.readTree(new ByteBufferBackedInputStream(body.duplicate()));
            return Optional.of(root).filter(node -> !node.isMissingNode());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
