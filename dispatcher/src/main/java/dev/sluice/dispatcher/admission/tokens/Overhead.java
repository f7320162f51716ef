package dev.sluice.dispatcher.admission.tokens;

/**
 * What stands around the texts of a conversation.
 *
 * @param message before and after each
 * @param name where a message has one
 * @param field of every other field that is not the text itself
 * @param reply what the answer begins with
 * @param tools what the provider writes before the tools of a request
 */
record Overhead(int message, int name, int field, int reply, int tools) {

    /** openai-cookbook, "How to count tokens with tiktoken", num_tokens_from_messages. */
    static final Overhead OPENAI = new Overhead(3, 1, 1, 3, 0);

    /** Of who publishes nothing: rather more. */
    static final Overhead OTHERS = new Overhead(5, 1, 1, 3, 0);

    /** Anthropic's documentation ("Tool use pricing") gives up to 530 tokens for its prompt. */
    static final Overhead ANTHROPIC = new Overhead(5, 1, 1, 3, 530);
}
