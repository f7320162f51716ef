package dev.sluice.worker.lane.health;

/**
 * Calls of the last while and how many of them failed, in slices of a tenth. Owned by the lane's
 * thread.
 */
final class FailureWindow {

    private static final int SLICES = 10;

    private final long slice;
    private final int[] calls = new int[SLICES];
    private final int[] failures = new int[SLICES];
    private long newest;
    private int failedInARow;

    /**
     * @param window nanoseconds, at least ten
     */
    FailureWindow(long window, long now) {
        slice = Math.max(1, window / SLICES);
        newest = Math.floorDiv(now, slice);
    }

    void add(Verdict verdict, long now) {
        int at = at(now);
        calls[at]++;
        if (verdict == Verdict.FAILS) {
            failures[at]++;
            failedInARow++;
        } else {
            failedInARow = 0;
        }
    }

    /**
     * Whether at least this share of enough calls failed, or so many in a row: where many worked
     * before, half of all would have to fail until the share tells of a provider that is down.
     */
    boolean failsTooOften(int callsMin, int percent, long now) {
        at(now);
        int all = sum(calls);
        int failed = sum(failures);
        boolean share = all >= callsMin && 100L * failed >= (long) percent * all;
        return share || Math.min(failed, failedInARow) >= callsMin;
    }

    /** The slice of this moment; those that have left the window are emptied. */
    private int at(long now) {
        long current = Math.max(newest, Math.floorDiv(now, slice));
        long passed = Math.min(current - newest, SLICES);
        for (long n = 1; n <= passed; n++) {
            int old = Math.floorMod(newest + n, SLICES);
            calls[old] = 0;
            failures[old] = 0;
        }
        newest = current;
        return Math.floorMod(current, SLICES);
    }

    private static int sum(int[] slices) {
        int sum = 0;
        for (int each : slices) {
            sum += each;
        }
        return sum;
    }
}
