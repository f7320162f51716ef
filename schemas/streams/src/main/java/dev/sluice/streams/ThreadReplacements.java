package dev.sluice.streams;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How often a dead stream thread is replaced: one that dies of a passing trouble (a broker that
 * restarts) should come back, one that dies of the same record again and again must stop the role
 * so that somebody sees it. Not thread-safe: its owner locks.
 */
final class ThreadReplacements {

    static final int MAX = 3;
    static final Duration WITHIN = Duration.ofMinutes(1);

    private final Deque<Instant> recent = new ArrayDeque<>();

    enum Verdict {
        REPLACE,
        GIVE_UP
    }

    Verdict next(Instant now) {
        while (!recent.isEmpty() && !recent.getFirst().isAfter(now.minus(WITHIN))) {
            recent.removeFirst();
        }
        if (recent.size() >= MAX) {
            return Verdict.GIVE_UP;
        }
        recent.addLast(now);
        return Verdict.REPLACE;
    }
}
