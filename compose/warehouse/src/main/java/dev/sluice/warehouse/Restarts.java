package dev.sluice.warehouse;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a sink that stopped by itself is started again. While the database does not answer it is
 * waited for, as long as it takes; where it answers, a sink that fails {@link #TRIES_MAX} times in
 * a row has a reason that another try does not cure. Owned by one thread.
 */
public final class Restarts {

    /** Failures in a row, with a database that answers, after which nobody tries again. */
    public static final int TRIES_MAX = 4;

    private static final Duration FIRST = Duration.ofSeconds(1);

    /** So long it must have run for its next failure to be a new one. */
    private static final Duration HEALTHY = Duration.ofSeconds(30);

    private int failures;
    private Optional<Instant> due = Optional.empty();
    private Optional<Instant> started = Optional.empty();

    /** What to do about a sink that stands. */
    public enum Decision {
        WAIT,
        START,
        GIVE_UP
    }

    /** Whether the database can be reached. */
    public enum Database {
        ANSWERS,
        AWAY
    }

    /** To be asked again and again while the sink stands. */
    public Decision next(Database database, Instant now) {
        if (database == Database.AWAY) {
            failures = 0;
            due = Optional.empty();
            return Decision.WAIT;
        }
        if (due.isEmpty()) {
            if (started.isPresent() && !now.isBefore(started.get().plus(HEALTHY))) {
                failures = 0;
            }
            failures++;
            due = Optional.of(now.plus(pause()));
        }
        if (failures >= TRIES_MAX) {
            return Decision.GIVE_UP;
        }
        if (now.isBefore(due.get())) {
            return Decision.WAIT;
        }
        due = Optional.empty();
        started = Optional.of(now);
        return Decision.START;
    }

    private Duration pause() {
        return FIRST.multipliedBy(1L << (failures - 1));
    }
}
