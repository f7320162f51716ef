package dev.sluice.door;

import dev.sluice.schemas.url.GenerateContentUrl;
import java.util.List;

/** Whose words are spoken at a path: where the key stands, and the shape of errors. */
public enum Dialect {
    OPENAI,
    ANTHROPIC,
    GOOGLE;

    private static final String MESSAGES = "/v1/messages";

    /** Of any path, whether there is something behind it or not. */
    public static Dialect of(String path) {
        if (path.equals(MESSAGES) || path.startsWith(MESSAGES + "/")) {
            return ANTHROPIC;
        }
        return path.startsWith(GenerateContentUrl.PREFIX) ? GOOGLE : OPENAI;
    }

    /** Headers in which a key may come; the first that is there counts. */
    List<KeyHeader> keyHeaders() {
        return switch (this) {
            case OPENAI -> List.of(KeyHeader.BEARER);
            case ANTHROPIC -> List.of(KeyHeader.X_API_KEY, KeyHeader.BEARER);
            case GOOGLE -> List.of(KeyHeader.X_GOOG_API_KEY, KeyHeader.BEARER);
        };
    }

    /** JSON. */
    String body(ApiError error) {
        return switch (this) {
            case OPENAI -> OpenAiErrors.body(error);
            case ANTHROPIC -> AnthropicErrors.body(error);
            case GOOGLE -> GoogleErrors.body(error);
        };
    }
}
