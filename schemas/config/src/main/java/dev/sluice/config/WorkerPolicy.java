package dev.sluice.config;

import java.time.Duration;

/**
 * Bounds of a key-pool worker, section {@code worker}.
 *
 * @param inFlightMax calls at the same time in one worker
 * @param connectTimeout to open a connection
 * @param callTimeout from the start of a call to the end of its answer; a nearer deadline wins
 * @param drain how long a worker that was told to stop finishes its calls
 * @param answerBytesMax a longer answer is dropped with response_too_large
 * @param cooldowns how long keys rest after refusals
 * @param breaker when calls stop because they fail
 * @param adaptive how many calls where no limit is known
 * @param firstByteTimeout from the last byte of a request to the head of its answer
 * @param idleTimeout between two bytes of an answer, or of a request that its provider does not
 *     read
 */
public record WorkerPolicy(
        int inFlightMax,
        Duration connectTimeout,
        Duration callTimeout,
        Duration drain,
        int answerBytesMax,
        CooldownPolicy cooldowns,
        BreakerPolicy breaker,
        AdaptivePolicy adaptive,
        Duration firstByteTimeout,
        Duration idleTimeout) {

    public static final WorkerPolicy DEFAULT =
            new WorkerPolicy(
                    2_000,
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(10),
                    Duration.ofSeconds(60),
                    8 * 1024 * 1024,
                    CooldownPolicy.DEFAULT,
                    BreakerPolicy.DEFAULT,
                    AdaptivePolicy.DEFAULT,
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(2));

    /** With one length for every rest of a key, and the standard breaker. */
    public WorkerPolicy(
            int inFlightMax,
            Duration connectTimeout,
            Duration callTimeout,
            Duration drain,
            int answerBytesMax,
            Duration cooldown,
            Duration firstByteTimeout,
            Duration idleTimeout) {
        this(
                inFlightMax,
                connectTimeout,
                callTimeout,
                drain,
                answerBytesMax,
                CooldownPolicy.always(cooldown),
                BreakerPolicy.DEFAULT,
                AdaptivePolicy.DEFAULT,
                firstByteTimeout,
                idleTimeout);
    }

    public WorkerPolicy {
        if (inFlightMax < 1 || answerBytesMax < 1) {
            throw new IllegalArgumentException("a bound of the worker must be at least 1");
        }
        if (!connectTimeout.isPositive() || !callTimeout.isPositive()) {
            throw new IllegalArgumentException("a timeout of the worker must be positive");
        }
        if (!firstByteTimeout.isPositive() || !idleTimeout.isPositive()) {
            throw new IllegalArgumentException("a timeout of the worker must be positive");
        }
        if (drain.isNegative()) {
            throw new IllegalArgumentException("drain is not negative");
        }
    }
}
