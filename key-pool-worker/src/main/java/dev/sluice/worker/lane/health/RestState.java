package dev.sluice.worker.lane.health;

import java.util.OptionalLong;

/** How a {@link Rest} stands. Steps count refusals in a row that named no time. */
sealed interface RestState {

    int step();

    /**
     * It takes calls.
     *
     * @param before length of the last rest
     * @param since from when on
     */
    record Open(int step, long before, long since) implements RestState {}

    /** It is left alone. */
    record Resting(Cause cause, int step, long from, long until) implements RestState {
        long length() {
            return until - from;
        }
    }

    /**
     * It is over, and single calls find out whether it is good again.
     *
     * @param since when the rest ended
     * @param before how long it was
     * @param outSince when the call that finds out was started
     */
    record Probing(Cause cause, int step, long since, long before, OptionalLong outSince)
            implements RestState {

        Probing out(long now) {
            return new Probing(cause, step, since, before, OptionalLong.of(now));
        }

        Probing back() {
            return new Probing(cause, step, since, before, OptionalLong.empty());
        }
    }
}
