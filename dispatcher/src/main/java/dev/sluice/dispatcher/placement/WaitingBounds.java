package dev.sluice.dispatcher.placement;

import dev.sluice.config.RequestPolicy;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.NotCalledReason;
import java.time.Instant;
import java.util.Optional;

/** Who may not wait: one too many of a customer, and who asked not to wait in vain. */
final class WaitingBounds {

    /**
     * How far a line is counted on arrival. Where more stand before, so many are taken for granted:
     * then some are not refused that could be.
     */
    private static final long COUNTED_MAX = 1_000;

    private final long waitingMax;
    private final Forecast forecast;

    WaitingBounds(PoolLanes lanes, RequestPolicy policy) {
        this.waitingMax = policy.waitingMax();
        this.forecast = new Forecast(lanes, policy.passedOverMax());
    }

    Optional<NotCalledReason> refuses(
            PlacementView view, Attempt attempt, Place place, Instant now) {
        if (isOneTooMany(view, attempt)) {
            return Optional.of(NotCalledReason.QUEUE_FULL);
        }
        return isInVain(view, attempt, place, now)
                ? Optional.of(NotCalledReason.UNREACHABLE)
                : Optional.empty();
    }

    /** Later attempts of a request that was let in are not: they are as many as were leased. */
    private boolean isOneTooMany(PlacementView view, Attempt attempt) {
        String customer = attempt.getTenant().getCustomer();
        return attempt.getAttempt() == 1
                && view.waitingOf(attempt.getPool(), customer) >= waitingMax;
    }

    private boolean isInVain(PlacementView view, Attempt attempt, Place place, Instant now) {
        if (!attempt.getRefuseUnreachable()) {
            return false;
        }
        int weight = Math.max(1, attempt.getWeight());
        Forecast.Standing standing =
                new Forecast.Standing(place, before(view, place), Leases.tokens(attempt), weight);
        return forecast.notBefore(view, standing, now)
                .filter(start -> !start.isBefore(attempt.getDeadline()))
                .isPresent();
    }

    /** Exact where its deadline is the latest, as usual: then everybody stands before it. */
    private static long before(PlacementView view, Place place) {
        return view.span(place.line())
                .map(span ->
                        place.deadlineMillis() >= span.lastDeadlineMillis()
                                ? span.waiting()
                                : view.before(place, COUNTED_MAX))
                .orElse(0L);
    }
}
