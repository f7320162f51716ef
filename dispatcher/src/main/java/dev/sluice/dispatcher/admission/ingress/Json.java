package dev.sluice.dispatcher.admission.ingress;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.util.ByteBufferBackedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** JSON in and out without changing what the agent wrote: numbers keep all their digits. */
final class Json {

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private static final ObjectReader TREES = MAPPER.readerFor(JsonNode.class);

    private Json() {}

    /** Flawed where it is not one JSON value, or one that says a thing twice. */
    static JsonNode read(ByteBuffer bytes) throws Flaw {
        try {
            return bytes.hasArray()
                    ? TREES.readValue(
                            bytes.array(),
                            bytes.arrayOffset() + bytes.position(),
                            bytes.remaining())
                    : TREES.readValue(new ByteBufferBackedInputStream(bytes.duplicate()));
        } catch (JsonProcessingException e) {
            // The original message quotes the input, which may be a prompt.
            throw Flaw.invalid(
                    "not JSON: at line "
                            + e.getLocation().getLineNr()
                            + ", column "
                            + e.getLocation().getColumnNr());
        } catch (IOException e) {
            throw Flaw.invalid("not JSON");
        }
    }

    /**
     * Its own bytes, written once: a body may have 4 MiB.
     *
     * @param size about so many
     */
    static ByteBuffer write(JsonNode node, int size) {
        Buffer buffer = new Buffer(size);
        write(node, buffer);
        return buffer.bytes();
    }

    static void write(JsonNode node, OutputStream out) {
        try {
            MAPPER.writeValue(out, node);
        } catch (IOException e) {
            throw new IllegalStateException("a tree that was read can be written", e);
        }
    }

    /** Hands out what was written without another copy of it. */
    private static final class Buffer extends ByteArrayOutputStream {
        private Buffer(int size) {
            super(size);
        }

        private ByteBuffer bytes() {
            return ByteBuffer.wrap(buf, 0, count).slice();
        }
    }
}
