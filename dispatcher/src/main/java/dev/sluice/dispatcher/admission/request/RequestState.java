package dev.sluice.dispatcher.admission.request;

import dev.sluice.dispatcher.admission.quota.Hold;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A request that is not over.
 *
 * @param unknowns attempts that were charged at their bound because their owner died
 * @param route where else it was sent
 */
public record RequestState(
        RequestFacts facts, Tally tally, Phase phase, List<UnknownAttempt> unknowns, Route route) {

    /** An end may be just on its way when the deadline passes: the result waits so long for it. */
    public static final Duration GRACE = Duration.ofSeconds(2);

    /**
     * @param attempts that were opened
     * @param failures of them that count against the allowed attempts
     * @param costPicos of those that have their end
     */
    public record Tally(int attempts, int failures, long costPicos) {
        public static final Tally NONE = new Tally(0, 0, 0);

        public Tally opened() {
            return new Tally(attempts + 1, failures, costPicos);
        }

        public Tally failed() {
            return new Tally(attempts, failures + 1, costPicos);
        }

        /** For another model, which has its own allowed attempts. */
        public Tally forAnotherModel() {
            return new Tally(attempts, 0, costPicos);
        }

        public Tally charged(long picos) {
            return new Tally(attempts, failures, costPicos + picos);
        }
    }

    /** An attempt whose hold was settled at its bound, until its real end comes, if ever. */
    public record UnknownAttempt(int attempt, Hold hold) {}

    public RequestState {
        unknowns = List.copyOf(unknowns);
    }

    public static RequestState fresh(RequestFacts facts, Phase phase) {
        return new RequestState(facts, Tally.NONE, phase, List.of(), Route.DIRECT);
    }

    /** The model that is called now. */
    public String model() {
        return route.model(facts.model());
    }

    /** Whether it is sent to another model than the one that it asked for. */
    public boolean onDetour() {
        return !model().equals(facts.model());
    }

    /** Whether the request, or a rule, lets another model answer where this one cannot. */
    public boolean mayFallBack() {
        return facts.wishes().allowFallback() || route.chain().isPresent();
    }

    /** When admission's timer must look at it, if nothing happens before. */
    public Optional<Instant> dueAt() {
        return switch (phase) {
            case Phase.Parked _, Phase.Joined _, Phase.InFlight _ -> Optional.of(facts.deadline());
            case Phase.Withdrawing _ -> Optional.of(facts.deadline().plus(GRACE));
            case Phase.Delayed(Instant until, _) -> Optional.of(until);
            case Phase.DelayedAnew(Instant until, _) -> Optional.of(until);
            case Phase.Draining _ -> Optional.empty();
            case Phase.Remembered(Instant until) -> Optional.of(until);
        };
    }

    public boolean hasResult() {
        return switch (phase) {
            case Phase.Parked _, Phase.InFlight _, Phase.Withdrawing _ -> false;
            case Phase.Joined _, Phase.Delayed _, Phase.DelayedAnew _ -> false;
            case Phase.Draining _, Phase.Remembered _ -> true;
        };
    }

    public RequestState in(Phase next) {
        return new RequestState(facts, tally, next, unknowns, route);
    }

    public RequestState with(Tally next) {
        return new RequestState(facts, next, phase, unknowns, route);
    }

    public RequestState with(List<UnknownAttempt> next) {
        return new RequestState(facts, tally, phase, next, route);
    }

    public RequestState with(Route next) {
        return new RequestState(facts, tally, phase, unknowns, next);
    }
}
