package dev.sluice.dispatcher.placement;

import dev.sluice.schemas.id.AttemptId;
import dev.sluice.schemas.record.Attempt;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/** What decisions see of the state. */
interface PlacementView extends LineView {

    /** Whether the retry budget of a provider has a token. */
    boolean mayRetry(String pool, String provider, Instant now);

    /** How many of a customer wait in a pool. */
    long waitingOf(String pool, String customer);

    /** Where an attempt stands; empty where it does not wait. */
    Optional<Place> placeOf(AttemptId attempt);

    /** The line of an attempt as it is; empty where nobody stands in it. */
    Optional<Span> span(LineId line);

    /**
     * How many stand before a place in its own line.
     *
     * @param max stops there
     */
    long before(Place place, long max);

    /** The attempt that stands at a place. */
    Attempt attemptAt(Place place);

    /** Whose turn it is in a pool, among those whose needs pass. */
    Optional<Turn> next(String pool, Predicate<Needs> servable);

    /** One whose deadline has passed. */
    Optional<Place> overdue();

    /** One in a line that no lane serves any more. */
    Optional<Place> stranded();

    /** One that an earlier release left waiting. */
    Optional<FormerLine.Waiting> former();

    /** The same, by its attempt. */
    Optional<FormerLine.Waiting> former(AttemptId attempt);
}
