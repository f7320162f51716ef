package dev.sluice.dispatcher.admission.ingress;

import com.fasterxml.jackson.databind.JsonNode;
import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.nio.charset.StandardCharsets;
import java.util.List;

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

    /** Beside the messages, at any endpoint. */
    private static final List<String> REACHING_THE_MODEL =
            List.of(
                    "prompt",
                    "input",
                    "instructions",
                    "system",
                    "tools",
                    "functions",
                    "response_format",
                    "text");

    private static final int TOKENS_OF_MESSAGE = 4;
    private static final int TOKENS_OF_REPLY = 3;

    private static final Encoding O200K =
            Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);

    private long tokens = TOKENS_OF_REPLY;
    private int countedBytes;

    private TokenEstimate() {}

    /**
     * Reads the encoding's tables, which takes a second: to be called before there are requests.
     */
    static void load() {
        O200K.countTokensOrdinary("");
    }

    /** Of a request's body. */
    static int of(JsonNode body) {
        TokenEstimate estimate = new TokenEstimate();
        for (JsonNode message : body.path("messages")) {
            estimate.tokens += TOKENS_OF_MESSAGE;
            estimate.add(message);
        }
        for (String field : REACHING_THE_MODEL) {
            estimate.add(body.path(field));
        }
        return Math.toIntExact(Math.min(estimate.tokens, Integer.MAX_VALUE));
    }

    private void add(JsonNode node) {
        if (node.isTextual()) {
            addText(node.textValue());
        } else if (node.isArray()) {
            node.forEach(this::add);
        } else if (node.isObject()) {
            addObject(node);
        } else if (node.isValueNode() && !node.isNull()) {
            tokens += node.asText().length();
        }
    }

    /** Names of fields count too: a tool's schema reaches the model with them. */
    private void addObject(JsonNode node) {
        for (var field : node.properties()) {
            tokens++;
            switch (field.getKey()) {
                case "image_url" -> tokens += TOKENS_OF_IMAGE;
                case "source" -> addSource(node, field.getValue());
                case "role", "content", "type", "text" -> add(field.getValue());
                default -> {
                    addText(field.getKey());
                    add(field.getValue());
                }
            }
        }
    }

    /** Anthropic's images; of other sources every byte may be text. */
    private void addSource(JsonNode block, JsonNode source) {
        if (block.path("type").asText().equals("image")) {
            tokens += TOKENS_OF_IMAGE;
        } else {
            add(source);
        }
    }

    private void addText(String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (countedBytes + bytes > COUNTED_BYTES_MAX) {
            tokens += bytes;
        } else {
            countedBytes += bytes;
            tokens += O200K.countTokensOrdinary(text);
        }
    }
}
