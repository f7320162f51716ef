package dev.sluice.dispatcher.streams.admission;

import dev.sluice.schemas.record.Attempt;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** An attempt of the simulated world, with what the world knows of its end. */
final class Opened {

    final Attempt attempt;

    /** By the clock, as {@link #reallyAt} without it: when its reservation was made. */
    final Instant at;

    final Instant reallyAt;

    /** The limits that its reservation counts at, by their paths. */
    final Set<String> limits;

    final boolean takesOver;
    Optional<Instant> endedAt = Optional.empty();
    long input;
    long output;
    long picos;
    boolean counted;

    private Opened(
            Attempt attempt, Instant at, Instant reallyAt, Set<String> limits, boolean takesOver) {
        this.attempt = attempt;
        this.at = at;
        this.reallyAt = reallyAt;
        this.limits = Set.copyOf(limits);
        this.takesOver = takesOver;
        this.input = attempt.getInputTokens();
        this.output = attempt.getMaxOutputTokens();
        this.picos = attempt.getReservation().getPicos();
    }

    static Opened anew(Attempt attempt, Instant at, Instant reallyAt, Set<String> limits) {
        return new Opened(attempt, at, reallyAt, limits, false);
    }

    /** With the reservation of one that ended and had used nothing. */
    static Opened takingOver(Attempt attempt, Opened before) {
        return new Opened(attempt, before.at, before.reallyAt, before.limits, true);
    }

    /** Open, or charged: a release takes the request's count back. */
    boolean costs() {
        return endedAt.isEmpty() || counted;
    }

    String virtualKey() {
        return attempt.getTenant().getVirtualKey();
    }
}
