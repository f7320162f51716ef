package dev.sluice.app.replay;

/** Offsets of a partition, from {@code first} on up to the one before {@code end}. */
public record OffsetRange(long first, long end) {

    public boolean isEmpty() {
        return end <= first;
    }

    public boolean contains(long offset) {
        return first <= offset && offset < end;
    }

    /** How many offsets: at least as many as there are records. */
    public long size() {
        return Math.max(0, end - first);
    }
}
