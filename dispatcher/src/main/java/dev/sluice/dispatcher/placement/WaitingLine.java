package dev.sluice.dispatcher.placement;

import dev.sluice.dispatcher.state.ServedUntil;
import dev.sluice.schemas.record.Attempt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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

    /** The first that expired of each line of which some have. */
    private final Map<LineId, Place> expired = new LinkedHashMap<>();

    /** Lines in which nobody else stands. */
    private final Map<LineId, Span> allExpired = new HashMap<>();

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
        return Stream.concat(
                allExpired.values().stream(), pools.values().stream().flatMap(PoolLine::spans));
    }

    Optional<Span> span(LineId line) {
        return Optional.ofNullable(allExpired.get(line)).or(() -> rank(line.rank()).span(line));
    }

    /**
     * Lines whose first has expired begin at the first that has not: one search a line, however
     * many expired. What expired is ended bit by bit, and holds up nobody.
     */
    void pass(Instant now) {
        while (!firsts.isEmpty() && firsts.first().overdueAt(now)) {
            Place head = firsts.removeFirst();
            LineId line = head.line();
            Span span = rank(line.rank()).span(line).orElseThrow();
            expired.merge(line, head, (one, other) -> one.compareTo(other) < 0 ? one : other);
            records.firstAfter(line, now)
                    .ifPresentOrElse(
                            live -> begin(span.from(live.place(), live.since())),
                            () -> die(line, span));
        }
    }

    /** One whose deadline has passed. Reads nothing from disk. */
    Optional<Place> overdue() {
        return expired.values().stream().findFirst();
    }

    void enter(Span.Entry entry, Attempt attempt) {
        LineId line = entry.place().line();
        RankLine rank = rank(line.rank());
        long finish = rank.knows(line.customer()) ? 0 : servedUntil(line.rank(), line.customer());
        if (rank.isEmpty()) {
            rank.forgive();
        }
        Span span = extended(line, entry);
        records.add(entry, attempt);
        write(span);
        rank.span(line).ifPresent(before -> firsts.remove(before.first()));
        firsts.add(span.first());
        rank.put(span, finish);
        pool(line.rank().pool()).counted(line.customer(), 1);
    }

    private Span extended(LineId line, Span.Entry entry) {
        Span dead = allExpired.remove(line);
        return dead == null
                ? rank(line.rank())
                        .span(line)
                        .map(known -> known.with(entry))
                        .orElseGet(() -> Span.of(entry))
                : dead.with(entry).from(entry.place(), entry.since());
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
        records.remove(place);
        span(place.line())
                .map(before -> before.without(tokens))
                .ifPresent(shorter -> {
                    pool(place.line().rank().pool()).counted(place.line().customer(), -1);
                    shorten(shorter, place);
                });
    }

    private void shorten(Span shorter, Place place) {
        LineId line = place.line();
        if (place.equals(expired.get(line))) {
            shortenExpired(shorter, place);
        } else if (allExpired.containsKey(line)) {
            allExpired.put(line, shorter); // out of the middle
            write(shorter);
        } else if (shorter.first().equals(place)) {
            firsts.remove(place);
            behind(place, shorter)
                    .ifPresentOrElse(
                            next -> begin(shorter.from(next.place(), next.since())),
                            () -> die(line, shorter));
        } else {
            begin(shorter); // out of the middle: where the line begins stays as it is
        }
    }

    private void shortenExpired(Span shorter, Place place) {
        LineId line = place.line();
        boolean dead = allExpired.containsKey(line);
        Optional<LineRecords.Since> next =
                behind(place, shorter)
                        .filter(entry -> dead || entry.place().compareTo(shorter.first()) < 0);
        next.ifPresentOrElse(entry -> expired.put(line, entry.place()), () -> expired.remove(line));
        if (!dead) {
            begin(shorter);
        } else if (next.isPresent()) {
            allExpired.put(line, shorter);
            write(shorter);
        } else {
            close(line, shorter.waiting());
        }
    }

    private Optional<LineRecords.Since> behind(Place place, Span shorter) {
        return shorter.waiting() == 0 ? Optional.empty() : records.behind(place);
    }

    /** The line is as the span says, from its first that has not expired. */
    private void begin(Span span) {
        firsts.add(span.first());
        write(span);
        rank(span.first().line().rank()).put(span, 0);
    }

    /** Nobody stands in it who has not expired. */
    private void die(LineId line, Span span) {
        rank(line.rank()).close(line);
        if (expired.containsKey(line)) {
            allExpired.put(line, span);
            write(span);
        } else {
            close(line, span.waiting());
        }
    }

    /**
     * @param missing counted and not found: nothing can wait there, and a line that never ends
     *     would stop the pool
     */
    private void close(LineId line, long missing) {
        if (missing > 0) {
            pool(line.rank().pool()).counted(line.customer(), -missing);
        }
        allExpired.remove(line);
        records.removeLine(line);
    }

    /** A next owner begins with what expired. */
    private void write(Span span) {
        Place first = expired.getOrDefault(span.first().line(), span.first());
        records.putLine(span.from(first, span.firstSince()));
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
