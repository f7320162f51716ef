package dev.sluice.dispatcher.placement;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A customer that waits in one class of a pool, with its lines. Owned by its {@link RankLine}. */
final class WaitingCustomer {

    /** Whose turn it is: who was served least, by weight. */
    static final Comparator<WaitingCustomer> LEAST_SERVED_FIRST =
            Comparator.comparingLong(WaitingCustomer::start).thenComparing(WaitingCustomer::id);

    private final String id;
    private final Map<Needs, Span> spans = new HashMap<>();
    private long start;

    WaitingCustomer(String id, long start) {
        this.id = id;
        this.start = start;
    }

    String id() {
        return id;
    }

    /** Virtual time at which its next request starts. */
    long start() {
        return start;
    }

    void startAt(long virtualTime) {
        start = virtualTime;
    }

    Set<Needs> needs() {
        return spans.keySet();
    }

    Stream<LineId> lines() {
        return spans.values().stream().map(span -> span.first().line());
    }

    boolean idle() {
        return spans.isEmpty();
    }

    Optional<Span> span(Needs needs) {
        return Optional.ofNullable(spans.get(needs));
    }

    void put(Needs needs, Span span) {
        spans.put(needs, span);
    }

    void remove(Needs needs) {
        spans.remove(needs);
    }

    /** The first of all its lines whose needs pass. */
    Optional<Place> first(Predicate<Needs> servable) {
        return spans.entrySet().stream()
                .filter(line -> servable.test(line.getKey()))
                .map(line -> line.getValue().first())
                .min(Comparator.naturalOrder());
    }
}
