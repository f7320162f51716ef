package dev.sluice.dispatcher.admission.ingress;

import com.fasterxml.jackson.databind.JsonNode;
import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.List;
import java.util.Locale;

/**
 * How many input tokens a request has, rather too many than too few: a reservation must be a bound.
 * Up to 64 KiB of text are counted with o200k_base; beyond it every byte counts as a token, since
 * no token is shorter and counting would keep the thread.
 *
 * <p>Overhead after OpenAI's cookbook, "How to count tokens with tiktoken": 3 tokens a message, 1 a
 * name, 3 for the reply; here 4 a message and 1 for each of its fields.
 */
final class TokenEstimate {

    static final int COUNTED_BYTES_MAX = 64 * 1024;

    /** An image is counted by its size and detail; this covers a large one in most models. */
    static final int TOKENS_OF_IMAGE = 2_000;

    /** Turns of a conversation, or one text, or what is to be embedded. */
    private static final List<String> TURNS = List.of("messages", "contents", "input", "prompt");

    /** What stands before the turns, as they do. */
    private static final List<String> SYSTEM =
            List.of("instructions", "system", "systemInstruction", "system_instruction");

    /** What reaches the model as it is written, whatever its fields are called. */
    private static final List<String> SCHEMAS =
            List.of("tools", "functions", "response_format", "text");

    /** Of Gemini, where the same stands inside what else is said of the output. */
    private static final List<String> GENERATION = List.of("generationConfig", "generation_config");

    private static final List<String> GENERATION_SCHEMAS =
            List.of(
                    "responseSchema",
                    "response_schema",
                    "responseJsonSchema",
                    "response_json_schema");

    private static final int TOKENS_OF_MESSAGE = 4;
    private static final int TOKENS_OF_REPLY = 3;

    private static final Encoding O200K =
            Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);

    /** Of text, in o200k_base. */
    private long counted;

    /** That are the same whoever counts. */
    private long fixed = TOKENS_OF_REPLY;

    private int countedBytes;

    private TokenEstimate() {}

    /**
     * Reads the encoding's tables, which takes a second: to be called before there are requests.
     */
    static void load() {
        O200K.countTokensOrdinary("");
    }

    /** Of a request's body. */
    static int of(JsonNode body, Tokenizer tokenizer) {
        TokenEstimate estimate = new TokenEstimate();
        TURNS.forEach(field -> estimate.addTurns(body.path(field)));
        SYSTEM.forEach(field -> estimate.add(body.path(field)));
        SCHEMAS.forEach(field -> estimate.addSchema(body.path(field)));
        for (String field : GENERATION) {
            GENERATION_SCHEMAS.forEach(schema -> estimate.addSchema(body.path(field).path(schema)));
        }
        if (!body.path("tools").isEmpty()) {
            estimate.fixed += tokenizer.tokensOfTools();
        }
        long tokens = estimate.fixed + tokenizer.tokens(estimate.counted);
        return Math.toIntExact(Math.min(tokens, Integer.MAX_VALUE));
    }

    /** Numbers are tokens already: completions and embeddings take those in place of a text. */
    private void addTurns(JsonNode turns) {
        if (!turns.isArray()) {
            add(turns);
            return;
        }
        for (JsonNode turn : turns) {
            if (turn.isNumber()) {
                fixed++;
            } else if (turn.isArray()) {
                addTurns(turn);
            } else {
                fixed += turn.isObject() ? TOKENS_OF_MESSAGE : 0;
                add(turn);
            }
        }
    }

    private void add(JsonNode node) {
        if (node.isObject()) {
            addObject(node);
        } else if (node.isArray()) {
            node.forEach(this::add);
        } else {
            addValue(node);
        }
    }

    private void addObject(JsonNode node) {
        for (var field : node.properties()) {
            fixed++;
            switch (field.getKey()) {
                case "image_url", "file_id", "file_url", "fileData" -> fixed += TOKENS_OF_IMAGE;
                case "source", "inlineData", "inline_data" -> addSource(node, field.getValue());
                case "role", "content", "type", "text", "parts" -> add(field.getValue());
                default -> {
                    addText(field.getKey());
                    add(field.getValue());
                }
            }
        }
    }

    /** An image of Anthropic's or Gemini's; of other sources every byte may be text. */
    private void addSource(JsonNode block, JsonNode source) {
        String mediaType =
                source.path("mimeType")
                        .asText(source.path("mime_type").asText(""))
                        .toLowerCase(Locale.ROOT);
        if (block.path("type").asText().equals("image") || mediaType.startsWith("image/")) {
            fixed += TOKENS_OF_IMAGE;
        } else {
            add(source);
        }
    }

    /** Names of fields count too: they reach the model with the rest. */
    private void addSchema(JsonNode node) {
        if (node.isObject()) {
            for (var field : node.properties()) {
                fixed++;
                addText(field.getKey());
                addSchema(field.getValue());
            }
        } else if (node.isArray()) {
            node.forEach(this::addSchema);
        } else {
            addValue(node);
        }
    }

    private void addValue(JsonNode value) {
        if (value.isTextual()) {
            addText(value.textValue());
        } else if (value.isValueNode() && !value.isNull()) {
            fixed += value.asText().length();
        }
    }

    private void addText(String text) {
        long bytes = utf8Length(text);
        if (countedBytes + bytes > COUNTED_BYTES_MAX) {
            fixed += bytes;
        } else {
            countedBytes += (int) bytes;
            counted += O200K.countTokensOrdinary(text);
        }
    }

    /** Without the bytes, of which there may be millions. */
    private static long utf8Length(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            // A pair of surrogates has four bytes together.
            bytes += each < 0x80 ? 1 : each < 0x800 || Character.isSurrogate(each) ? 2 : 3;
        }
        return bytes;
    }
}
