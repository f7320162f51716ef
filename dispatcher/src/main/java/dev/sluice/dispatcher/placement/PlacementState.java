package dev.sluice.dispatcher.placement;

import dev.sluice.config.ActiveConfig;
import dev.sluice.dispatcher.placement.PlacementDecision.Adopt;
import dev.sluice.dispatcher.placement.PlacementDecision.End;
import dev.sluice.dispatcher.placement.PlacementDecision.Enter;
import dev.sluice.dispatcher.placement.PlacementDecision.Hear;
import dev.sluice.dispatcher.placement.PlacementDecision.Ignore;
import dev.sluice.dispatcher.placement.PlacementDecision.Lease;
import dev.sluice.schemas.id.AttemptId;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Work;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Queue;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * All that placement remembers. It changes only by applying a decision, and by looking at the time.
 * Owned by the stage's thread.
 */
final class PlacementState implements PlacementView {

    private static final int WEIGHT_MAX = 1000;

    /**
     * Virtual time of one token at weight 1: a long lasts 290 years at a million tokens a second.
     */
    private static final long PER_TOKEN = WEIGHT_MAX;

    private final PoolLanes configured;
    private final LineRecords records;
    private final WaitingLine line;
    private final LaneStates lanes;
    private final FormerLine former;
    private final RetryBudgets budgets;
    private final LeaseRates rates = new LeaseRates();

    /** Lines of the store that no lane serves any more. */
    private final Queue<LineId> stranded = new ArrayDeque<>();

    /** The state as it stands in the store. */
    PlacementState(PlacementStore store, PoolLanes configured, ActiveConfig config) {
        this.configured = configured;
        this.records = new LineRecords(store);
        this.line = WaitingLine.restore(records, config.config().requests().passedOverMax());
        this.lanes = LaneStates.restore(records);
        this.former = new FormerLine(store);
        this.budgets = new RetryBudgets(config.config().providers());
        line.spans()
                .map(span -> span.first().line())
                .filter(id -> !configured.serves(id))
                .forEach(stranded::add);
    }

    void apply(PlacementDecision decision) {
        switch (decision) {
            case Ignore() -> {}
            case Enter(Place place, Attempt attempt, Instant since) -> enter(place, attempt, since);
            case Adopt(FormerLine.Waiting waiting, Optional<PlacementEvent> _) -> adopt(waiting);
            case Hear(LaneState lane, String _) -> lanes.put(lane);
            case Lease(Work work, LaneState lane, Optional<Turn> turn) -> {
                turn.ifPresent(used -> serve(used, work.getAttempt(), work.getLeasedAt()));
                called(work);
                lanes.put(lane);
            }
            case End(var end, Optional<Place> place) ->
                    place.ifPresent(from ->
                            line.leave(
                                    from,
                                    Leases.tokens(end.getInputTokens(), end.getMaxOutputTokens())));
        }
    }

    /** Takes those out of their turns whose deadline has passed. */
    void pass(Instant now) {
        line.pass(now);
    }

    /** Measures how fast the line moves. */
    void look(Set<Track> busy, Instant now) {
        rates.look(busy, now);
    }

    private void enter(Place place, Attempt attempt, Instant since) {
        long tokens = Leases.tokens(attempt);
        line.enter(new Span.Entry(place, since, tokens, weight(attempt)), attempt);
    }

    private void adopt(FormerLine.Waiting waiting) {
        Place place = waiting.place();
        if (placeOf(place.attempt()).isEmpty()) {
            enter(place, waiting.attempt(), waiting.attempt().getAdmittedAt());
        }
        former.remove(waiting);
        if (!configured.serves(place.line())) {
            stranded.add(place.line());
        }
    }

    private void serve(Turn turn, Attempt attempt, Instant now) {
        long tokens = Leases.tokens(attempt);
        long cost = tokens * PER_TOKEN;
        line.serve(turn, cost / weight(attempt), cost);
        line.leave(turn.place(), tokens);
        rates.leased(configured.track(attempt.getPool(), attempt.getModel()), now);
    }

    private void called(Work work) {
        Attempt attempt = work.getAttempt();
        budgets.called(
                attempt.getPool(), Leases.provider(work), Leases.call(attempt), work.getLeasedAt());
    }

    private static int weight(Attempt attempt) {
        return Math.clamp(attempt.getWeight(), 1, WEIGHT_MAX);
    }

    /** Pools in which somebody waits. */
    List<String> pools() {
        return line.pools();
    }

    /** The place behind one in its line. */
    Optional<Place> behind(Place place) {
        return records.behind(place).map(LineRecords.Since::place);
    }

    /** All needs of which something waits in a pool. */
    Stream<Needs> needs(String pool) {
        return line.pool(pool).needs();
    }

    /** Every line of a pool with these needs; the others cost nothing. */
    Stream<Span> spans(String pool, Needs needs) {
        return line.pool(pool).spans(needs);
    }

    @Override
    public Optional<LaneState> lane(LaneGroup group) {
        return lanes.get(group);
    }

    @Override
    public boolean mayRetry(String pool, String provider, Instant now) {
        return budgets.mayRetry(pool, provider, now);
    }

    @Override
    public Stream<Span> spans(String pool) {
        return line.pool(pool).spans();
    }

    @Override
    public OptionalDouble perSecond(Track track, Instant now) {
        return rates.perSecond(track, now);
    }

    @Override
    public long waitingOf(String pool, String customer) {
        return line.pool(pool).waitingOf(customer);
    }

    @Override
    public Optional<Place> placeOf(AttemptId attempt) {
        return records.waiting().placeOf(attempt);
    }

    @Override
    public Optional<Span> span(LineId id) {
        return line.span(id);
    }

    @Override
    public long before(Place place, long max) {
        return records.waiting().before(place, max);
    }

    @Override
    public Attempt attemptAt(Place place) {
        return records.waiting().attemptAt(place);
    }

    @Override
    public Optional<Turn> next(String pool, Predicate<Needs> servable) {
        return line.pool(pool).next(servable);
    }

    @Override
    public Optional<Place> overdue() {
        return line.overdue();
    }

    @Override
    public Optional<Place> stranded() {
        while (!stranded.isEmpty()) {
            Optional<Place> first = line.span(stranded.element()).map(Span::first);
            if (first.isPresent()) {
                return first;
            }
            stranded.remove();
        }
        return Optional.empty();
    }

    @Override
    public Optional<FormerLine.Waiting> former() {
        return former.next();
    }

    @Override
    public Optional<FormerLine.Waiting> former(AttemptId attempt) {
        return former.find(attempt);
    }
}
