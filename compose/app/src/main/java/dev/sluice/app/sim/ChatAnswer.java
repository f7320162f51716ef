package dev.sluice.app.sim;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The answer to a request: the same words for the same bytes, whenever and by whichever key. */
record ChatAnswer(ChatRequest request, Usage usage) {

    /** Tokens in and out. */
    record Usage(long promptTokens, long completionTokens) {}

    /** An answer is at most so long, whatever the request would allow. */
    private static final long WORDS_MAX = 64;

    /** 2026-01-01: an answer depends on nothing but its request. */
    private static final long CREATED = 1_767_225_600;

    private static final String[] WORDS = {
        "water", "gate", "flows", "through", "one", "narrow", "sluice", "and", "waits", "its",
        "turn", "until", "there", "is", "room", "below"
    };

    static ChatAnswer to(ChatRequest request) {
        long longest = Math.min(WORDS_MAX, request.maxTokens());
        long some = 1 + Math.floorMod(request.hash(), longest);
        long each = Math.min(longest, request.wishes().outputTokens().orElse(some));
        return new ChatAnswer(request, new Usage(request.promptTokens(), each * request.answers()));
    }

    String json(long callNumber) {
        ObjectNode root = withoutUsage(callNumber);
        root.putObject("usage")
                .put("prompt_tokens", usage.promptTokens())
                .put("completion_tokens", usage.completionTokens())
                .put("total_tokens", usage.promptTokens() + usage.completionTokens());
        return root.toString();
    }

    String jsonWithoutUsage(long callNumber) {
        return withoutUsage(callNumber).toString();
    }

    private ObjectNode withoutUsage(long callNumber) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("id", "chatcmpl-" + Integer.toHexString(request.hash()) + "-" + callNumber);
        root.put("object", "chat.completion").put("created", CREATED).put("model", request.model());
        ArrayNode choices = root.putArray("choices");
        for (int i = 0; i < request.answers(); i++) {
            ObjectNode choice = choices.addObject().put("index", i);
            choice.putObject("message").put("role", "assistant").put("content", text());
            choice.put("finish_reason", "stop");
        }
        return root;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        long words = usage.completionTokens() / request.answers();
        for (int i = 0; i < words; i++) {
            text.append(i == 0 ? "" : " ");
            text.append(WORDS[Math.floorMod(request.hash() + i * 7, WORDS.length)]);
        }
        return text.toString();
    }
}
