package dev.sluice.worker.lane;

import java.util.TreeSet;

/**
 * Which work offsets are complete, in whatever order that comes. The log has gaps (transaction
 * markers), so the watermark goes by what was read. Owned by the lanes' thread.
 */
final class OffsetTracker {

    private final TreeSet<Long> open = new TreeSet<>();
    private long next;

    OffsetTracker(long position) {
        next = position;
    }

    /** Whether it is new: a record that was seen before is not opened again. */
    boolean open(long offset) {
        if (offset < next) {
            return false;
        }
        next = offset + 1;
        return open.add(offset);
    }

    void complete(long offset) {
        open.remove(offset);
    }

    int openCount() {
        return open.size();
    }

    /** The first offset that is not complete: what a commit says. */
    long watermark() {
        return open.isEmpty() ? next : open.first();
    }
}
