package dev.sluice.app.registry.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.schemas.registry.RegisteredSchema;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** Confluent's bodies, to and from. */
final class RegistryJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private RegistryJson() {}

    static byte[] bytes(JsonNode body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JacksonException e) {
            throw new IllegalStateException("a tree is always JSON", e);
        }
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static ArrayNode texts(Collection<String> texts) {
        ArrayNode array = JSON.createArrayNode();
        texts.forEach(array::add);
        return array;
    }

    static ObjectNode error(int code, String message) {
        return object().put("error_code", code).put("message", message);
    }

    static ObjectNode whole(RegisteredSchema version) {
        return object().put("subject", version.subject())
                .put("id", version.id())
                .put("version", version.version())
                .put("schema", version.schema().toString());
    }

    static ObjectNode place(RegisteredSchema version) {
        return object().put("subject", version.subject()).put("version", version.version());
    }

    /**
     * The schema of a registration or lookup.
     *
     * @throws RegistryException where it is not Avro, or refers to other schemas
     */
    static Schema schema(byte[] body) {
        JsonNode tree = tree(body);
        if (!tree.path("schemaType").asText("AVRO").equals("AVRO")) {
            throw RegistryException.invalidSchema("only AVRO is known here");
        }
        if (!tree.path("references").isEmpty()) {
            throw RegistryException.invalidSchema("references are not known here");
        }
        if (!tree.path("schema").isTextual()) {
            throw RegistryException.invalidSchema("the field 'schema' with its text is missing");
        }
        try {
            return new Schema.Parser().parse(tree.path("schema").textValue());
        } catch (AvroRuntimeException e) {
            throw RegistryException.invalidSchema(String.valueOf(e.getMessage()));
        }
    }

    /** The level that a configuration asks for. */
    static Optional<String> level(byte[] body) {
        return Optional.ofNullable(tree(body).path("compatibility").textValue());
    }

    private static JsonNode tree(byte[] body) {
        try {
            JsonNode tree = JSON.readTree(body);
            return tree == null ? JSON.missingNode() : tree;
        } catch (IOException e) {
            throw RegistryException.invalidSchema("the body is not JSON");
        }
    }
}
