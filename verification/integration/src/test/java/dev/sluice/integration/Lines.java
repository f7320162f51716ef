package dev.sluice.integration;

import java.util.Map;

/** Requests as agents write them. */
final class Lines {

    private static final Map<String, String> RESEARCH = Map.of("sluice-key", "research");

    private Lines() {}

    static String chat(String customId, String message) {
        return """
        {"custom_id":"%s","method":"POST","url":"/v1/chat/completions","body":{"model":"gpt-4o-mini",\
        "max_tokens":50,"messages":[{"role":"user","content":"%s"}]}}\
        """
                .formatted(customId, message);
    }

    static Map<String, String> research() {
        return RESEARCH;
    }
}
