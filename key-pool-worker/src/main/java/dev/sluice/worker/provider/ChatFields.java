package dev.sluice.worker.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Fields of a chat completion's body (OpenAI's API reference, "Create chat completion"). What
 * cannot be said to another provider is refused by name: an answer to another question than the one
 * asked is worse than none.
 */
final class ChatFields {

    /** Does not change what is answered. */
    private static final Set<String> WITHOUT_EFFECT =
            Set.of(
                    "user",
                    "metadata",
                    "store",
                    "seed",
                    "service_tier",
                    "stream_options",
                    "safety_identifier",
                    "prompt_cache_key",
                    "prompt_cache_retention");

    /** Says no more than leaving it out does. */
    private static final Map<String, Predicate<JsonNode>> NEUTRAL =
            Map.of(
                    "n", node -> node.asInt() == 1,
                    "stream", node -> !node.asBoolean(),
                    "logprobs", node -> !node.asBoolean(),
                    "top_logprobs", node -> node.asInt() == 0,
                    "presence_penalty", node -> node.asDouble() == 0,
                    "frequency_penalty", node -> node.asDouble() == 0,
                    "logit_bias", JsonNode::isEmpty,
                    "parallel_tool_calls", node -> node.asBoolean(),
                    "modalities", node -> node.size() == 1 && node.path(0).asText().equals("text"),
                    "response_format", node -> node.path("type").asText().equals("text"));

    private ChatFields() {}

    /**
     * @param translated the fields that the caller itself puts into the other provider's words
     * @throws Untranslatable where another one says something
     */
    static void check(JsonNode body, Set<String> translated) throws Untranslatable {
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            String name = field.getKey();
            boolean fine =
                    field.getValue().isNull()
                            || translated.contains(name)
                            || WITHOUT_EFFECT.contains(name)
                            || NEUTRAL.getOrDefault(name, _ -> false).test(field.getValue());
            if (!fine) {
                throw new Untranslatable(
                        name, "the provider of this model has nothing like it; leave it out");
            }
        }
    }

    /** The cap that admission wrote into the body, where it is there. */
    static OptionalInt outputTokensMax(JsonNode body) {
        int most =
                Math.max(
                        body.path("max_tokens").asInt(0),
                        body.path("max_completion_tokens").asInt(0));
        return most > 0 ? OptionalInt.of(most) : OptionalInt.empty();
    }

    /** Sets what is the same in other words. */
    static void copy(JsonNode chat, Map<String, String> theirNames, ObjectNode into) {
        theirNames.forEach((name, theirs) -> {
            if (chat.hasNonNull(name)) {
                into.set(theirs, chat.get(name));
            }
        });
    }

    /** Sets the sequences at which the model stops: one text or several, as an array. */
    static void stops(JsonNode chat, String theirName, ObjectNode into) {
        JsonNode stop = chat.path("stop");
        if (stop.isTextual()) {
            into.putArray(theirName).add(stop.textValue());
        } else if (stop.isArray()) {
            into.set(theirName, stop);
        }
    }

    /**
     * Texts of a content that is a string or an array of text parts, one below the other.
     *
     * @param where path of the content
     */
    static String text(JsonNode content, String where) throws Untranslatable {
        if (content.isTextual()) {
            return content.textValue();
        }
        if (content.isNull() || content.isMissingNode()) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            if (!part.path("text").isTextual()) {
                throw new Untranslatable(where, "only text can stand here");
            }
            text.append(text.isEmpty() ? "" : "\n").append(part.path("text").textValue());
        }
        return text.toString();
    }
}
