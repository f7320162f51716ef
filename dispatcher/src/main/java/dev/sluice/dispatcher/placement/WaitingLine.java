package dev.sluice.dispatcher.placement;

import dev.sluice.dispatcher.state.ServedUntil;
import dev.sluice.schemas.id.AttemptId;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Priority;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The waiting lines of all pools of one task. What waits is in the store; in memory is where each
 * line begins and ends, rebuilt at start with two searches a line. Owned by the stage's thread.
 */
final class WaitingLine {

    private static final long NOBODY = Long.MAX_VALUE;

    private final LineRecords records;
    private final Map<String, Map<Priority, RankLine>> pools = new HashMap<>();

    /** No deadline in the store is before this. */
    private long deadlineMin;

    private WaitingLine(LineRecords records) {
        this.records = records;
    }

    /** The lines as they stand in the store. */
    static WaitingLine restore(LineRecords records) {
        WaitingLine line = new WaitingLine(records);
        List<LineKeys.Served> served = line.restoreServed();
        line.restoreSpans();
        line.forget(served);
        return line;
    }

    boolean isEmpty(String pool) {
        return ranks(pool).values().stream().allMatch(RankLine::isEmpty);
    }

    /** Pools in which somebody waits. */
    List<String> pools() {
        List<String> waiting = new ArrayList<>();
        pools.keySet().stream().filter(pool -> !isEmpty(pool)).forEach(waiting::add);
        return waiting;
    }

    /** Every line in which somebody waits. */
    List<LineId> lines() {
        List<LineId> lines = new ArrayList<>();
        pools.values().forEach(ranks -> ranks.values().forEach(rank -> lines.addAll(rank.lines())));
        return lines;
    }

    Optional<Place> placeOf(AttemptId attempt) {
        return records.placeOf(attempt);
    }

    Attempt attemptAt(Place place) {
        return records.attemptAt(place);
    }

    Optional<Place> firstOf(LineId line) {
        return rank(line.rank()).span(line).map(Span::first);
    }

    /**
     * A class is served only while those above it, in the order in which the schema lists them,
     * have nothing that can be served.
     */
    Optional<Place> next(String pool, Predicate<Needs> servable) {
        for (RankLine rank : ranks(pool).values()) {
            Optional<Place> next = rank.next(servable);
            if (next.isPresent()) {
                return next;
            }
        }
        return Optional.empty();
    }

    /**
     * One whose deadline has passed. Searches only when the earliest deadline that it knows of has
     * come: a search on disk walks over all that left before its deadline.
     */
    Optional<Place> overdue(Instant now) {
        if (now.toEpochMilli() < deadlineMin) {
            return Optional.empty();
        }
        Optional<Place> first = records.firstDue(deadlineMin);
        deadlineMin = first.map(Place::deadlineMillis).orElse(NOBODY);
        return first.filter(place -> place.overdueAt(now));
    }

    void enter(Place place, Attempt attempt) {
        Rank rank = place.line().rank();
        String customer = place.line().customer();
        long finish = rank(rank).knows(customer) ? 0 : servedUntil(rank, customer);
        records.add(place, attempt);
        rank(rank).enter(place, finish);
        deadlineMin = Math.min(deadlineMin, place.deadlineMillis());
    }

    /** The customer of the line used its turn. Before its attempt leaves. */
    void charge(LineId line, long cost) {
        ServedUntil served = rank(line.rank()).charge(line.customer(), cost);
        records.putServed(line.rank(), line.customer(), served);
    }

    void leave(Place place) {
        records.remove(place);
        LineId line = place.line();
        RankLine rank = rank(line.rank());
        Optional<Span> span = rank.span(line).filter(known -> known.first().equals(place));
        if (span.isEmpty()) {
            return; // out of the middle: where the line begins stays as it is
        }
        Optional<Place> next =
                span.get().endsAt(place)
                        ? Optional.empty()
                        : records.firstFrom(LineKeys.behind(LineKeys.place(place)), line);
        next.ifPresentOrElse(
                first -> rank.shorten(line, span.get().from(first)), () -> rank.close(line));
    }

    private List<LineKeys.Served> restoreServed() {
        List<LineKeys.Served> found = new ArrayList<>();
        Optional<byte[]> key = records.firstServed(LineKeys.allServed());
        while (key.isPresent()) {
            LineKeys.Served served = LineKeys.readServed(key.get());
            found.add(served);
            records.served(served.rank(), served.customer())
                    .ifPresent(until -> rank(served.rank()).restore(until));
            key = records.firstServed(LineKeys.behind(key.get()));
        }
        return found;
    }

    private void restoreSpans() {
        Optional<Place> first = records.firstOfLines(LineKeys.lines());
        while (first.isPresent()) {
            LineId line = first.get().line();
            Span span = new Span(first.get(), records.lastOf(line));
            rank(line.rank()).restore(span, servedUntil(line.rank(), line.customer()));
            first = records.firstOfLines(LineKeys.after(LineKeys.line(line)));
        }
    }

    /** Else the store would keep every customer that ever waited. */
    private void forget(List<LineKeys.Served> found) {
        for (LineKeys.Served served : found) {
            RankLine rank = rank(served.rank());
            records.served(served.rank(), served.customer())
                    .filter(until -> !rank.knows(served.customer()) && rank.isForgotten(until))
                    .ifPresent(_ -> records.forgetServed(served.rank(), served.customer()));
        }
    }

    private long servedUntil(Rank rank, String customer) {
        return records.served(rank, customer).map(ServedUntil::getFinish).orElse(0L);
    }

    private RankLine rank(Rank rank) {
        return ranks(rank.pool()).computeIfAbsent(rank.priority(), _ -> new RankLine());
    }

    private Map<Priority, RankLine> ranks(String pool) {
        return pools.computeIfAbsent(pool, _ -> new EnumMap<>(Priority.class));
    }
}
