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

    /**
     * Why an attempt may not wait.
     *
     * @param start when it could begin at the earliest, where that is why
     */
    record Refusal(NotCalledReason reason, Optional<Instant> start) {}

    Optional<Refusal> refuses(PlacementView view, Attempt attempt, Place place, Instant now) {
        if (isOneTooMany(view, attempt)) {
            return Optional.of(new Refusal(NotCalledReason.QUEUE_FULL, Optional.empty()));
        }
        return tooLate(view, attempt, place, now).map(WaitingBounds::unreachable);
    }

    private static Refusal unreachable(Instant start) {
        return new Refusal(
                NotCalledReason.UNREACHABLE,
                Optional.of(start).filter(known -> known.isBefore(LaneState.NEVER)));
    }

    /**
     * The same for one that waits, as it may have been let in when all was well: no lane opens
     * before its deadline. What stands before it does not count here, since that was known.
     */
    Optional<Refusal> endsWaiting(PlacementView view, Attempt attempt, Place place, Instant now) {
        return Optional.of(attempt)
                .filter(Attempt::getRefuseUnreachable)
                .flatMap(_ ->
                        opens(view, place.line().rank().pool(), place.line().needs().model(), now))
                .filter(opens -> !opens.isBefore(attempt.getDeadline()))
                .map(WaitingBounds::unreachable);
    }

    /** When the first lane of a pool opens that serves a model; empty where nobody knows. */
    Optional<Instant> opens(PlacementView view, String pool, String model, Instant now) {
        return forecast.opens(view, pool, model, now);
    }

    /** Later attempts of a request that was let in are not: they are as many as were leased. */
    private boolean isOneTooMany(PlacementView view, Attempt attempt) {
        String customer = attempt.getTenant().getCustomer();
        return attempt.getAttempt() == 1
                && view.waitingOf(attempt.getPool(), customer) >= waitingMax;
    }

    /** When it would begin at the earliest, where it asked to be told and that is too late. */
    private Optional<Instant> tooLate(
            PlacementView view, Attempt attempt, Place place, Instant now) {
        if (!attempt.getRefuseUnreachable()) {
            return Optional.empty();
        }
        int weight = Math.max(1, attempt.getWeight());
        Forecast.Standing standing =
                new Forecast.Standing(place, before(view, place), Leases.tokens(attempt), weight);
        return forecast.notBefore(view, standing, now)
                .filter(start -> !start.isBefore(attempt.getDeadline()));
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
