package dev.sluice.app.bench.plan;

import java.time.Duration;

/**
 * A request of a load. The provider is told in its metadata how long to take and how much to say,
 * so that it does the same for whoever sends it.
 *
 * @param number its place in the load, from 0
 * @param words of its prompt
 * @param outputTokens of its answer
 */
public record LoadRequest(
        int number, String customer, int words, int outputTokens, Duration latency) {

    /** Frames of the message and of the answer, as the simulated provider counts them. */
    private static final int FRAME_TOKENS = 6;

    /** One token in any tokenizer, and never less than a quarter of its bytes. */
    private static final String WORD = "water ";

    /** The cap that a request asks for; answers are shorter, as they are in life. */
    static final int OUTPUT_MAX = 64;

    /** As the provider counts them, in and out. */
    public long tokens() {
        return FRAME_TOKENS + words + (long) outputTokens;
    }

    /** A chat completion request. */
    public String body(String model) {
        return """
        {"model":"%s","max_tokens":%d,"metadata":{"sim_latency_ms":%d,"sim_output_tokens":%d},\
        "messages":[{"role":"user","content":"%s"}]}\
        """
                .formatted(
                        model,
                        OUTPUT_MAX,
                        latency.toMillis(),
                        outputTokens,
                        WORD.repeat(words).strip());
    }

    /** A line of the OpenAI Batch input format, whose custom id is the number. */
    public String line(String model) {
        return "{\"custom_id\":\"%d\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":%s}"
                .formatted(number, body(model));
    }
}
