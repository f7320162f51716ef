package dev.sluice.worker.kafka;

import dev.sluice.worker.lane.Now;
import java.time.Instant;
import java.time.InstantSource;

/** The only place of the worker where clocks are read. Any thread. */
record Clock(InstantSource instants) {

    Now now() {
        return new Now(instant(), nanos());
    }

    Instant instant() {
        return instants.instant();
    }

    /** Monotonic. */
    long nanos() {
        return System.nanoTime();
    }
}
