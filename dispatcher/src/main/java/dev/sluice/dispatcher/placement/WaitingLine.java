package dev.sluice.dispatcher.placement;

import dev.sluice.dispatcher.state.ServedUntil;
import dev.sluice.schemas.record.Attempt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The waiting lines of all pools of one task. What waits is in the store; in memory is one {@link
 * Span} a line. Owned by the stage's thread.
 */
final class WaitingLine {

    private final LineRecords records;
    private final int passedOverMax;
    private final Map<String, PoolLine> pools = new HashMap<>();

    /** The first of each line: one of them is the first of all whose deadline passes. */
    private final NavigableSet<Place> firsts = new TreeSet<>();

    private WaitingLine(LineRecords records, int passedOverMax) {
        this.records = records;
        this.passedOverMax = passedOverMax;
    }

    /** The lines as they stand in the store: one read a line. */
    static WaitingLine restore(LineRecords records, int passedOverMax) {
        WaitingLine line = new WaitingLine(records, passedOverMax);
        List<LineKeys.Served> served = line.restoreServed();
        records.eachLine(line::restore);
        line.forget(served);
        return line;
    }

    /** Pools in which somebody waits. */
    List<String> pools() {
        return pools.entrySet().stream()
                .filter(pool -> !pool.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    PoolLine pool(String pool) {
        return pools.computeIfAbsent(pool, _ -> new PoolLine(passedOverMax));
    }

    /** Every line in which somebody waits. */
    Stream<Span> spans() {
        return pools.values().stream().flatMap(PoolLine::spans);
    }

    Optional<Span> span(LineId line) {
        return rank(line.rank()).span(line);
    }

    /** One whose deadline has passed. Reads nothing from disk. */
    Optional<Place> overdue(Instant now) {
        return firsts.isEmpty()
                ? Optional.empty()
                : Optional.of(firsts.first()).filter(place -> place.overdueAt(now));
    }

    void enter(Span.Entry entry, Attempt attempt) {
        LineId line = entry.place().line();
        RankLine rank = rank(line.rank());
        long finish = rank.knows(line.customer()) ? 0 : servedUntil(line.rank(), line.customer());
        if (rank.isEmpty()) {
            rank.forgive();
        }
        Optional<Span> before = rank.span(line);
        Span span = before.map(known -> known.with(entry)).orElseGet(() -> Span.of(entry));
        records.add(entry, attempt);
        records.putLine(span);
        before.ifPresent(known -> firsts.remove(known.first()));
        firsts.add(span.first());
        rank.put(span, finish);
        pool(line.rank().pool()).counted(line.customer(), 1);
    }

    /**
     * The customer and the key of a place used their turn. Before its attempt leaves.
     *
     * @param cost by the customer's weight
     * @param keyCost by the key's, which is one
     */
    void serve(Turn turn, long cost, long keyCost) {
        LineId line = turn.place().line();
        ServedUntil served = rank(line.rank()).charge(line, cost, keyCost);
        records.putServed(line.rank(), line.customer(), served);
        pool(line.rank().pool()).served(turn);
    }

    /**
     * @param tokens what it was estimated at when it entered
     */
    void leave(Place place, long tokens) {
        LineId line = place.line();
        Optional<Span> known = rank(line.rank()).span(line);
        records.remove(place);
        known.ifPresent(before -> shorten(before, place, tokens));
    }

    private void shorten(Span before, Place place, long tokens) {
        Span shorter = before.without(tokens);
        pool(place.line().rank().pool()).counted(place.line().customer(), -1);
        if (!before.first().equals(place)) {
            put(shorter); // out of the middle: where the line begins stays as it is
            return;
        }
        firsts.remove(place);
        Optional<Span.Entry> next =
                shorter.waiting() == 0 ? Optional.empty() : records.behind(place, shorter);
        next.ifPresentOrElse(
                entry -> put(shorter.from(entry.place(), entry.since())),
                () -> close(place.line(), shorter.waiting()));
    }

    private void put(Span span) {
        firsts.add(span.first());
        records.putLine(span);
        rank(span.first().line().rank()).put(span, 0);
    }

    /**
     * @param missing counted and not found: nothing can wait there, and a line that never ends
     *     would stop the pool
     */
    private void close(LineId line, long missing) {
        if (missing > 0) {
            pool(line.rank().pool()).counted(line.customer(), -missing);
        }
        records.removeLine(line);
        rank(line.rank()).close(line);
    }

    private void restore(Span span) {
        LineId line = span.first().line();
        rank(line.rank()).put(span, servedUntil(line.rank(), line.customer()));
        firsts.add(span.first());
        pool(line.rank().pool()).counted(line.customer(), span.waiting());
    }

    private List<LineKeys.Served> restoreServed() {
        List<LineKeys.Served> found = new ArrayList<>();
        records.eachServed(found::add);
        for (LineKeys.Served served : found) {
            records.served(served.rank(), served.customer())
                    .ifPresent(until -> rank(served.rank()).restore(until));
        }
        return found;
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
        return pool(rank.pool()).rank(rank.priority());
    }
}
