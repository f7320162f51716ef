package dev.sluice.worker.lane.pace;

import dev.sluice.config.AdaptivePolicy;
import dev.sluice.config.Limit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Calls at the same time: as many as the configuration says; else as many as the rate allows, where
 * a rate is known; else what turns out well. Owned by the lane's thread.
 */
final class Slots {

    /** What holds calls back beside the slots. */
    enum Known {
        RATE,
        NOTHING
    }

    private final OptionalInt configured;
    private final int most;
    private final AdaptiveSlots adaptive;
    private int inFlight;

    private Slots(OptionalInt configured, int most, AdaptiveSlots adaptive) {
        this.configured = configured;
        this.most = most;
        this.adaptive = adaptive;
    }

    /**
     * @param share of a limit that is used, above 0 to 1
     */
    static Slots of(List<Limit> limits, double share, AdaptivePolicy policy) {
        OptionalInt least =
                limits.stream()
                        .filter(limit -> limit instanceof Limit.Concurrent)
                        .mapToInt(limit -> ((Limit.Concurrent) limit).count())
                        .min();
        int most = (int) Math.max(1, Math.floor(least.orElse(Integer.MAX_VALUE) * share + 1e-9));
        return new Slots(least, most, new AdaptiveSlots(policy));
    }

    int inFlight() {
        return inFlight;
    }

    /** Infinite where there is no bound. */
    double most(Known rate, long now) {
        if (configured.isPresent()) {
            return most;
        }
        return rate == Known.RATE ? Double.POSITIVE_INFINITY : adaptive.slots(now);
    }

    double free(Known rate, long now) {
        return most(rate, now) - inFlight;
    }

    void begin(long now) {
        inFlight++;
        adaptive.began(inFlight, now);
    }

    void end() {
        inFlight--;
    }

    void occupy(int calls) {
        inFlight += calls;
    }

    void answered(Ticket ticket, long started, double seconds) {
        adaptive.answered(ticket, started, seconds);
    }

    void refused(Ticket ticket, long started, long now) {
        adaptive.refused(ticket, started, now);
    }

    void overloaded(Ticket ticket, long started) {
        adaptive.overloaded(ticket, started);
    }

    Optional<String> written(Known rate, long now) {
        if (configured.isPresent()) {
            return Optional.of(Written.of(new Limit.Concurrent(configured.getAsInt())));
        }
        return rate == Known.RATE
                ? Optional.empty()
                : Optional.of("~" + Written.of(new Limit.Concurrent(adaptive.slots(now))));
    }
}
