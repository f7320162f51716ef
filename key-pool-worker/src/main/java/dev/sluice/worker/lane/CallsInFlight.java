package dev.sluice.worker.lane;

/** Calls at the same time in one worker, over all its lanes. Owned by the lanes' thread. */
public final class CallsInFlight {

    private final int max;
    private int calls;

    public CallsInFlight(int max) {
        this.max = max;
    }

    public int calls() {
        return calls;
    }

    int free() {
        return max - calls;
    }

    void begin() {
        calls++;
    }

    void end() {
        calls--;
    }
}
