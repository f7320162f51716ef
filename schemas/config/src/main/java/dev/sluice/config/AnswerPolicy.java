package dev.sluice.config;

/**
 * How much of given answers is stored, in each partition of the dispatcher; beyond it the oldest
 * go.
 *
 * @param recordedBytesMax of answers under idempotency keys, at least {@value #BYTES_MIN}
 * @param cachedBytesMax of answers for equal requests, at least {@value #BYTES_MIN}
 */
public record AnswerPolicy(long recordedBytesMax, long cachedBytesMax) {

    /** Two of the largest answers. */
    public static final long BYTES_MIN = 16L * 1024 * 1024;

    public static final AnswerPolicy DEFAULT =
            new AnswerPolicy(4L * 1024 * 1024 * 1024, 1024L * 1024 * 1024);

    public AnswerPolicy {
        if (recordedBytesMax < BYTES_MIN || cachedBytesMax < BYTES_MIN) {
            throw new IllegalArgumentException(
                    "at least " + BYTES_MIN + " bytes of answers must be allowed");
        }
    }
}
