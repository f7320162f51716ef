package dev.sluice.dispatcher.admission.quota;

import java.time.Instant;
import java.util.Arrays;

/**
 * How much of one limit is used: amounts in the slots of a rolling window, and what is held until
 * the end of a call however long that takes. Immutable.
 *
 * <p>A window has sixty slots and the one that is being filled. An amount leaves with its slot, so
 * up to a sixtieth of the window late and never early: no window of exactly that length ever has
 * more than the limit.
 *
 * <p>A window of a calendar has one slot, the present period, and all that stands there leaves with
 * it.
 */
public final class LimitUse {

    static final int SLOTS_OF_WINDOW = 60;
    static final int SLOTS = SLOTS_OF_WINDOW + 1;

    /** Nothing used. */
    public static final LimitUse NONE = new LimitUse(0, new long[SLOTS], 0, 0, Pace.UNKNOWN);

    private final long newestSlot;
    private final long[] ring;
    private final long total;
    private final long held;
    private final Pace pace;

    private LimitUse(long newestSlot, long[] ring, long total, long held, Pace pace) {
        this.newestSlot = newestSlot;
        this.ring = ring;
        this.total = total;
        this.held = held;
        this.pace = pace;
    }

    /**
     * As {@link #newestSlot()}, {@link #ring()} and {@link #held()} tell it.
     *
     * @throws IllegalArgumentException where the ring has neither one amount a slot of a window
     *     that rolls, nor one of the present period
     */
    public static LimitUse of(long newestSlot, long[] ring, long held) {
        return of(newestSlot, ring, held, 0, 0);
    }

    /**
     * With the pace at which holds came back, as {@link #releasedAt()} and {@link #releaseGap()}
     * tell it.
     */
    public static LimitUse of(
            long newestSlot, long[] ring, long held, long releasedAt, long releaseGap) {
        if (ring.length != SLOTS && ring.length != 1) {
            throw new IllegalArgumentException(
                    "a ring has " + SLOTS + " amounts, or 1 of a calendar, not " + ring.length);
        }
        return new LimitUse(
                newestSlot,
                ring.clone(),
                Arrays.stream(ring).sum(),
                held,
                new Pace(releasedAt, releaseGap));
    }

    /** The newest slot that anything was written to; its number grows with time. */
    public long newestSlot() {
        return newestSlot;
    }

    /** Amounts by slot number modulo their count. */
    public long[] ring() {
        return ring.clone();
    }

    /** What is held until an end comes. */
    public long held() {
        return held;
    }

    /** When something that was held came back last, in milliseconds of the epoch; 0: never. */
    public long releasedAt() {
        return pace.lastMillis();
    }

    /** Milliseconds between two that came back, as a moving mean; 0: not known. */
    public long releaseGap() {
        return pace.meanMillis();
    }

    Pace pace() {
        return pace;
    }

    /** What stands in the window. */
    public long total() {
        return total;
    }

    /**
     * With what left the window by then taken out. A clock that went back by less than a window
     * changes nothing (amounts then stay a little longer, and nothing can be used twice); one that
     * went back further moves the window with it, as it would stand still for that long otherwise.
     */
    LimitUse advancedTo(long slot) {
        if (slot > newestSlot) {
            return forwardTo(slot);
        }
        return newestSlot - slot < SLOTS ? this : movedBackTo(slot);
    }

    /**
     * Of a calendar: in the period with this slot. A later one begins with nothing used; an earlier
     * one, for a clock that went back, with all that was used.
     */
    LimitUse inPeriod(long slot) {
        if (slot == newestSlot && ring.length == 1) {
            return this;
        }
        boolean back = slot < newestSlot && ring.length == 1;
        return back
                ? new LimitUse(slot, ring, total, held, pace)
                : new LimitUse(slot, new long[1], 0, held, pace);
    }

    private LimitUse forwardTo(long slot) {
        if (total == 0 || slot - newestSlot >= SLOTS) {
            return new LimitUse(slot, new long[SLOTS], 0, held, pace);
        }
        long[] next = ring.clone();
        long left = total;
        for (long passed = newestSlot + 1; passed <= slot; passed++) {
            left -= next[index(passed)];
            next[index(passed)] = 0;
        }
        return new LimitUse(slot, next, left, held, pace);
    }

    private LimitUse movedBackTo(long slot) {
        long[] next = new long[SLOTS];
        for (int age = 0; age < SLOTS; age++) {
            next[index(slot - age)] = ring[index(newestSlot - age)];
        }
        return new LimitUse(slot, next, total, held, pace);
    }

    boolean isLive(long slot) {
        return slot <= newestSlot && newestSlot - slot < ring.length;
    }

    /** With so much more, or less, in a live slot; a slot never has less than nothing. */
    LimitUse plus(long slot, long amount) {
        long[] next = ring.clone();
        long before = next[index(slot)];
        long after = Math.max(0, before + amount);
        next[index(slot)] = after;
        return new LimitUse(newestSlot, next, total + after - before, held, pace);
    }

    /** With so much more, or less, held; never less than nothing. */
    LimitUse plusHeld(long amount) {
        return new LimitUse(newestSlot, ring, total, Math.max(0, held + amount), pace);
    }

    /** With so much less held, which came back now. */
    LimitUse released(long amount, Instant now) {
        return new LimitUse(
                newestSlot, ring, total, Math.max(0, held - amount), pace.released(now));
    }

    /** The slot that must leave before no more than {@code amount} stands in the window. */
    long slotToLeave(long amount) {
        long left = total;
        for (long slot = newestSlot - ring.length + 1; slot < newestSlot; slot++) {
            left -= ring[index(slot)];
            if (left <= amount) {
                return slot;
            }
        }
        return newestSlot;
    }

    private int index(long slot) {
        return (int) Math.floorMod(slot, (long) ring.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LimitUse use
                && use.newestSlot == newestSlot
                && use.held == held
                && use.pace.equals(pace)
                && Arrays.equals(use.ring, ring);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(newestSlot) * 31 + Arrays.hashCode(ring) + Long.hashCode(held);
    }

    @Override
    public String toString() {
        return "LimitUse[newestSlot=" + newestSlot + ", total=" + total + ", held=" + held + "]";
    }
}
