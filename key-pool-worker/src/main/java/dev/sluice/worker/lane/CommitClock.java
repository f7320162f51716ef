package dev.sluice.worker.lane;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * When to commit, and whether the group still takes this owner's commits. An acknowledged commit is
 * the only proof of ownership: a poll succeeds even without any broker. Its age counts from its
 * sending, on the monotonic clock. Owned by the lanes' thread.
 */
final class CommitClock {

    /** An empty commit each second keeps the proof fresh. */
    static final long BEAT = Duration.ofSeconds(1).toNanos();

    /** No more often than this, however fast offsets complete. */
    private static final long SPACING = Duration.ofMillis(100).toNanos();

    private final long ageMax;
    private OptionalLong sentAt = OptionalLong.empty();
    private OptionalLong acknowledgedAt = OptionalLong.empty();
    private long committed;

    CommitClock(Duration session, long position) {
        ageMax = session.toNanos() / 2;
        committed = position;
    }

    boolean due(long now, long watermark) {
        return now >= dueAt(watermark);
    }

    long dueAt(long watermark) {
        if (sentAt.isEmpty()) {
            return Long.MIN_VALUE;
        }
        return sentAt.getAsLong() + (watermark > committed ? SPACING : BEAT);
    }

    void sent(long now, long watermark) {
        sentAt = OptionalLong.of(now);
        committed = watermark;
    }

    void acknowledged(long commitSentAt) {
        if (acknowledgedAt.isEmpty() || acknowledgedAt.getAsLong() < commitSentAt) {
            acknowledgedAt = OptionalLong.of(commitSentAt);
        }
    }

    /** Whether the newest acknowledged commit is young enough for new calls. */
    boolean fresh(long now) {
        return acknowledgedAt.isPresent() && now - acknowledgedAt.getAsLong() <= ageMax;
    }

    /** Whether the group took a commit that was sent after {@code since}. */
    boolean acknowledgedAfter(long since) {
        return acknowledgedAt.isPresent() && acknowledgedAt.getAsLong() > since;
    }
}
