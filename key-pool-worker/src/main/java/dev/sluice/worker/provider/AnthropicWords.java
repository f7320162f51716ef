package dev.sluice.worker.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Content blocks of Anthropic's Messages API. */
record AnthropicWords() implements MessageWords {

    @Override
    public String assistant() {
        return "assistant";
    }

    @Override
    public String blocks() {
        return "content";
    }

    @Override
    public ObjectNode text(String text) {
        return block("text").put("text", text);
    }

    @Override
    public ObjectNode image(String url, String where) {
        return source("image", url);
    }

    @Override
    public ObjectNode document(String url, String where) {
        return source("document", url);
    }

    @Override
    public ObjectNode toolCall(JsonNode call, JsonNode arguments) {
        ObjectNode block = block("tool_use");
        block.put("id", call.path("id").asText())
                .put("name", call.path("function").path("name").asText());
        block.set("input", arguments);
        return block;
    }

    @Override
    public ObjectNode toolAnswer(String callId, String text, String where) {
        return block("tool_result").put("tool_use_id", callId).put("content", text);
    }

    private static ObjectNode source(String type, String url) {
        ObjectNode block = block(type);
        ObjectNode source = block.putObject("source");
        Optional<InlineUrl> data = InlineUrl.parse(url);
        if (data.isPresent()) {
            source.put("type", "base64")
                    .put("media_type", data.get().mediaType())
                    .put("data", data.get().base64());
        } else {
            source.put("type", "url").put("url", url);
        }
        return block;
    }

    private static ObjectNode block(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }
}
