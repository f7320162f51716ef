package dev.sluice.config;

import java.time.Duration;

/**
 * Bounds of requests, section {@code requests}.
 *
 * @param defaultDeadline for requests that name none
 * @param deadlineMax a later deadline is brought forward to this
 * @param bodyBytesMax a larger body is refused
 * @param parkedMax requests that may wait for the limits of one virtual key, where the key does not
 *     say it itself; one more is refused with queue_full
 * @param attemptsMax attempts after failures of one request; rotations after a refusal by a key are
 *     not counted
 * @param rotationsMax attempts of one request that may follow each other quickly; beyond them it
 *     slows down
 * @param waitingMax requests of one customer that may wait for providers in one pool; one more is
 *     refused with queue_full
 * @param passedOverMax leases of higher priority that may pass a waiting class before it has its
 *     turn
 * @param answers how much of given answers is stored
 */
public record RequestPolicy(
        Duration defaultDeadline,
        Duration deadlineMax,
        int bodyBytesMax,
        int parkedMax,
        int attemptsMax,
        int rotationsMax,
        int waitingMax,
        int passedOverMax,
        AnswerPolicy answers) {

    public static final RequestPolicy DEFAULT =
            new RequestPolicy(
                    Duration.ofMinutes(10),
                    Duration.ofDays(6),
                    4 * 1024 * 1024,
                    100_000,
                    4,
                    64,
                    1_000_000,
                    20,
                    AnswerPolicy.DEFAULT);

    /** With the standard store of answers. */
    public RequestPolicy(
            Duration defaultDeadline,
            Duration deadlineMax,
            int bodyBytesMax,
            int parkedMax,
            int attemptsMax,
            int rotationsMax,
            int waitingMax,
            int passedOverMax) {
        this(
                defaultDeadline,
                deadlineMax,
                bodyBytesMax,
                parkedMax,
                attemptsMax,
                rotationsMax,
                waitingMax,
                passedOverMax,
                AnswerPolicy.DEFAULT);
    }

    /** With the standard waiting line. */
    public RequestPolicy(
            Duration defaultDeadline,
            Duration deadlineMax,
            int bodyBytesMax,
            int parkedMax,
            int attemptsMax,
            int rotationsMax) {
        this(
                defaultDeadline,
                deadlineMax,
                bodyBytesMax,
                parkedMax,
                attemptsMax,
                rotationsMax,
                DEFAULT.waitingMax,
                DEFAULT.passedOverMax);
    }

    public RequestPolicy {
        if (!defaultDeadline.isPositive() || deadlineMax.compareTo(defaultDeadline) < 0) {
            throw new IllegalArgumentException(
                    "the default deadline must be positive and at most max_deadline");
        }
        if (bodyBytesMax < 1
                || parkedMax < 0
                || attemptsMax < 1
                || rotationsMax < 1
                || waitingMax < 1
                || passedOverMax < 1) {
            throw new IllegalArgumentException("a bound of requests must be at least 1");
        }
    }
}
