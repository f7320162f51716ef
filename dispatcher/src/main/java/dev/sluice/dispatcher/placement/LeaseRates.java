package dev.sluice.dispatcher.placement;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The {@link LeaseRate} of each track of this task's pools. Tracks are as many as the configuration
 * makes. Owned by the stage's thread.
 */
final class LeaseRates {

    private final Map<Track, LeaseRate> rates = new HashMap<>();
    private Set<Track> busy = Set.of();
    private Optional<Instant> looked = Optional.empty();

    OptionalDouble perSecond(Track track, Instant now) {
        LeaseRate rate = rates.get(track);
        return rate == null ? OptionalDouble.empty() : rate.perSecond(now);
    }

    /** One left the line for a lane. */
    void leased(Track track, Instant now) {
        if (busy.contains(track)) {
            rate(track).leased(now);
        }
    }

    /**
     * Called with each tick.
     *
     * @param present tracks for which somebody waits who could go if there were credit
     */
    void look(Set<Track> present, Instant now) {
        looked.filter(before -> before.isBefore(now))
                .ifPresent(before -> {
                    Set<Track> throughout = new HashSet<>(busy);
                    throughout.retainAll(present);
                    throughout.forEach(
                            track -> rate(track).busy(Duration.between(before, now), now));
                });
        busy = Set.copyOf(present);
        looked = Optional.of(now);
    }

    private LeaseRate rate(Track track) {
        return rates.computeIfAbsent(track, _ -> new LeaseRate());
    }
}
