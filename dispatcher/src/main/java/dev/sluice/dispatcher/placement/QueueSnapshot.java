package dev.sluice.dispatcher.placement;

import dev.sluice.config.ActiveConfig;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** What waits in the pools of one task at one moment. Never changes: any thread. */
public final class QueueSnapshot implements LineView {

    /** How far a line is counted for one that asks. */
    private static final long COUNTED_MAX = 100_000;

    private final Instant at;
    private final PoolLanes configured;
    private final Forecast forecast;
    private final Map<String, List<Span>> spans = new HashMap<>();
    private final Map<LaneGroup, LaneState> lanes = new HashMap<>();
    private final Map<Track, Double> rates = new HashMap<>();

    private QueueSnapshot(PoolLanes configured, Forecast forecast, Instant at) {
        this.at = at;
        this.configured = configured;
        this.forecast = forecast;
    }

    static QueueSnapshot of(
            PlacementState state, PoolLanes configured, ActiveConfig config, Instant now) {
        int passedOverMax = config.config().requests().passedOverMax();
        QueueSnapshot made =
                new QueueSnapshot(configured, new Forecast(configured, passedOverMax), now);
        for (String pool : configured.pools()) {
            List<Span> waiting = state.spans(pool).toList();
            for (PoolMember member : configured.of(pool)) {
                state.lane(member.id()).ifPresent(lane -> made.lanes.put(member.id(), lane));
            }
            made.spans.put(pool, waiting);
            waiting.stream()
                    .map(span -> span.first().line().needs().model())
                    .distinct()
                    .map(model -> configured.track(pool, model))
                    .forEach(track ->
                            state.perSecond(track, now)
                                    .ifPresent(rate -> made.rates.put(track, rate)));
        }
        return made;
    }

    /** Pools of this task: those in which somebody waits, or of whose lanes something was heard. */
    public QueueReport report() {
        QueueSummary summary = new QueueSummary(this, configured, at);
        return new QueueReport(
                at,
                configured.pools().stream()
                        .filter(this::isHere)
                        .sorted()
                        .map(summary::pool)
                        .toList());
    }

    /**
     * Where a request stands; empty where it does not wait here.
     *
     * @param reader the task's store, or several
     */
    public Optional<QueueReport.Position> find(PlacementReader reader, String requestId) {
        WaitingAttempts waiting = new WaitingAttempts(reader);
        return waiting.placeOf(requestId)
                .filter(place -> isHere(place.line().rank().pool()))
                .flatMap(place ->
                        waiting.since(place).map(since -> position(waiting, place, since)));
    }

    private QueueReport.Position position(WaitingAttempts waiting, Place place, Instant since) {
        LineId line = place.line();
        long before = waiting.before(place, COUNTED_MAX);
        Span span = spanOf(place);
        Forecast.Standing standing =
                new Forecast.Standing(place, before, span.tokens() / span.waiting(), span.weight());
        return new QueueReport.Position(
                place.attempt().requestId(),
                place.attempt().number(),
                line.rank().pool(),
                line.needs().model(),
                line.rank().priority(),
                line.customer(),
                line.virtualKey(),
                since,
                Instant.ofEpochMilli(place.deadlineMillis()),
                new QueueReport.Count(
                        before,
                        before < COUNTED_MAX
                                ? QueueReport.Count.Bound.EXACTLY
                                : QueueReport.Count.Bound.AT_LEAST),
                forecast.ahead(this, standing),
                forecast.start(this, standing, at));
    }

    /** Its line, or where that is newer than this, itself alone. */
    private Span spanOf(Place place) {
        return spans(place.line().rank().pool())
                .filter(span -> span.first().line().equals(place.line()))
                .findAny()
                .orElseGet(() -> Span.of(new Span.Entry(place, at, 1, 1)));
    }

    private boolean isHere(String pool) {
        return spans(pool).findAny().isPresent()
                || configured.of(pool).stream().anyMatch(member -> lane(member.id()).isPresent());
    }

    @Override
    public Optional<LaneState> lane(LaneGroup group) {
        return Optional.ofNullable(lanes.get(group));
    }

    @Override
    public Stream<Span> spans(String pool) {
        return spans.getOrDefault(pool, List.of()).stream();
    }

    @Override
    public OptionalDouble perSecond(Track track, Instant now) {
        Double rate = rates.get(track);
        return rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate);
    }
}
