package dev.sluice.worker.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How another family of providers says what is in the messages of a chat completion. All blocks are
 * new.
 */
interface MessageWords {

    /** Role of the model's own turns. */
    String assistant();

    /** The field of a turn that has its blocks. */
    String blocks();

    ObjectNode text(String text);

    /**
     * @param url as OpenAI has it, perhaps a {@code data:} URL
     * @param where its path in the body
     */
    ObjectNode image(String url, String where) throws Untranslatable;

    /** As {@link #image}, of any other file. */
    ObjectNode document(String url, String where) throws Untranslatable;

    /**
     * @param call an element of {@code tool_calls}
     */
    ObjectNode toolCall(JsonNode call, JsonNode arguments);

    /**
     * @param callId what it answers
     * @param where path of the message
     */
    ObjectNode toolAnswer(String callId, String text, String where) throws Untranslatable;
}
