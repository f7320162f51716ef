package dev.sluice.worker.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the words of an error in a body, in the shapes that are about: OpenAI's {@code error}
 * object, the same in an array (Gemini), a bare text under {@code error}, {@code message} or {@code
 * detail} (FastAPI, vLLM), a line of plain text.
 */
final class ProviderError {

    /** Enough for any sentence; patterns are not run over whatever else a body may hold. */
    private static final int TEXT_MAX = 4_000;

    private static final Pattern STATUS = Pattern.compile("[45]\\d\\d");

    private ProviderError() {}

    /** Of an answer with an error's status. */
    static ErrorWords of(int status, Optional<JsonNode> json, ByteBuffer body) {
        if (json.isEmpty()) {
            return new ErrorWords(Optional.of(status), "", "", plainText(body), "");
        }
        JsonNode root = object(json.get());
        JsonNode error = root.path("error").isObject() ? root.path("error") : root;
        return error(status, error, root);
    }

    /** Of an answer with status 200: what its error object gives as its code, where it does. */
    static ErrorWords inside(JsonNode root) {
        JsonNode error = root.path("error");
        String code = text(error, "code");
        int status = STATUS.matcher(code).matches() ? Integer.parseInt(code) : 200;
        return error(status, error, root);
    }

    /** Gemini wraps its errors in an array of one. */
    static JsonNode object(JsonNode root) {
        return root.isArray() && !root.isEmpty() ? root.get(0) : root;
    }

    private static ErrorWords error(int status, JsonNode error, JsonNode root) {
        return new ErrorWords(
                Optional.of(status),
                firstText(error, "type", "status", "__type"),
                text(error, "code"),
                error.isTextual() ? cut(error.asText()) : message(error, root),
                text(error, "param"));
    }

    private static String message(JsonNode error, JsonNode root) {
        String own = firstText(error, "message", "detail", "error");
        return own.isEmpty() ? firstText(root, "message", "detail", "error") : own;
    }

    private static String firstText(JsonNode node, String... names) {
        return List.of(names).stream()
                .map(name -> text(node, name))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isTextual() || value.isNumber() ? cut(value.asText()) : "";
    }

    /** A page of HTML says nothing about the request, whatever words are on it. */
    private static String plainText(ByteBuffer body) {
        ByteBuffer start = body.duplicate();
        start.limit(Math.min(start.limit(), start.position() + TEXT_MAX));
        String text = StandardCharsets.UTF_8.decode(start).toString().strip();
        return text.startsWith("<") ? "" : text;
    }

    private static String cut(String text) {
        return text.length() > TEXT_MAX ? text.substring(0, TEXT_MAX) : text;
    }
}
