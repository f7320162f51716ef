package dev.sluice.door;

import dev.sluice.schemas.url.GenerateContentUrl;
import java.util.List;
import java.util.function.Function;

/** Whose words are spoken at a path: where the key stands, and the shape of errors. */
public enum Dialect {
    OPENAI(List.of(KeyHeader.BEARER), OpenAiErrors::body),
    ANTHROPIC(List.of(KeyHeader.X_API_KEY, KeyHeader.BEARER), AnthropicErrors::body),
    GOOGLE(List.of(KeyHeader.X_GOOG_API_KEY, KeyHeader.BEARER), GoogleErrors::body);

    private static final String MESSAGES = "/v1/messages";

    private final List<KeyHeader> keyHeaders;
    private final Function<ApiError, String> errors;

    Dialect(List<KeyHeader> keyHeaders, Function<ApiError, String> errors) {
        this.keyHeaders = keyHeaders;
        this.errors = errors;
    }

    /** Of any path, whether there is something behind it or not. */
    public static Dialect of(String path) {
        if (path.equals(MESSAGES) || path.startsWith(MESSAGES + "/")) {
            return ANTHROPIC;
        }
        return path.startsWith(GenerateContentUrl.PREFIX) ? GOOGLE : OPENAI;
    }

    /** Headers in which a key may come; the first that is there counts. */
    List<KeyHeader> keyHeaders() {
        return keyHeaders;
    }

    /** JSON. */
    String body(ApiError error) {
        return errors.apply(error);
    }
}
