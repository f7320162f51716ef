package dev.sluice.schemas.kafka;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.SchemaParseException;

/** One registration as it stands in the topic: {@code {"subject": "…", "schema": "…"}}. */
record SchemaRecord(String subject, Schema schema) {

    private static final ObjectMapper JSON = new ObjectMapper();

    byte[] encode() {
        try {
            return JSON.writeValueAsBytes(
                    JSON.createObjectNode()
                            .put("subject", subject)
                            .put("schema", schema.toString()));
        } catch (JacksonException e) {
            throw new IllegalStateException("a tree of two texts is always JSON", e);
        }
    }

    /** Unlike any other, so that compaction never takes a record away and offsets stay ids. */
    String key(String nonce) {
        return "%s/%016x/%s"
                .formatted(subject, SchemaNormalization.parsingFingerprint64(schema), nonce);
    }

    /** Empty where the bytes are not a registration: anyone may have written to the topic. */
    static Optional<SchemaRecord> decode(byte[] bytes) {
        try {
            JsonNode tree = JSON.readTree(bytes);
            if (tree == null
                    || !tree.path("subject").isTextual()
                    || !tree.path("schema").isTextual()) {
                return Optional.empty();
            }
            Schema schema = new Schema.Parser().parse(tree.path("schema").textValue());
            return Optional.of(new SchemaRecord(tree.path("subject").textValue(), schema));
        } catch (IOException | SchemaParseException e) {
            return Optional.empty();
        }
    }
}
