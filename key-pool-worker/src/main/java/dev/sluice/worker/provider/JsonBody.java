package dev.sluice.worker.provider;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.ByteBufferBackedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/** JSON, whole and nothing after it; or not JSON. */
final class JsonBody {

    private static final ObjectReader JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build()
                    .readerFor(JsonNode.class);

    /** Of a value with others behind it. */
    private static final ObjectReader PARTS = new JsonMapper().readerFor(JsonNode.class);

    private JsonBody() {}

    static Optional<JsonNode> parse(ByteBuffer body) {
        try {
            JsonNode root = JSON.readTree(new ByteBufferBackedInputStream(body.duplicate()));
            return Optional.of(root).filter(node -> !node.isMissingNode());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * An object without what is large in it: of these fields only whether there is anything. A list
     * that is not empty has one null in it, for all that it has.
     */
    static Optional<JsonNode> outline(ByteBuffer body, Set<String> left) {
        try (JsonParser parser =
                PARTS.createParser(new ByteBufferBackedInputStream(body.duplicate()))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return parse(body);
            }
            ObjectNode root = JsonNodeFactory.instance.objectNode();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                root.set(name, left.contains(name) ? sketch(parser) : parser.readValueAsTree());
            }
            return parser.nextToken() == null ? Optional.of(root) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** All of it is read, so that a flaw in it is seen. */
    private static JsonNode sketch(JsonParser parser) throws IOException {
        if (!parser.isExpectedStartArrayToken()) {
            parser.skipChildren();
            return JsonNodeFactory.instance.nullNode();
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            parser.skipChildren();
            if (list.isEmpty()) {
                list.addNull();
            }
        }
        return list;
    }
}
