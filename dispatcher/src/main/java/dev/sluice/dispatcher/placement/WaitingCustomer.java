package dev.sluice.dispatcher.placement;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A customer that waits in one class of a pool, with the lines of its virtual keys. Between its
 * keys the turns are fair, with equal weights; within a key the earliest deadline is first. Owned
 * by its {@link RankLine}.
 *
 * <p>What a key was served is in memory only, while its customer waits: after a restart its keys
 * begin alike.
 */
final class WaitingCustomer {

    private final FairTurns turns = new FairTurns();
    private final Map<String, Map<Needs, Span>> keys = new HashMap<>();

    /** Where keys that wait no more have finished: they are not to be served first again. */
    private final Map<String, Long> finished = new HashMap<>();

    boolean idle() {
        return keys.isEmpty();
    }

    Stream<Span> spans() {
        return keys.values().stream().flatMap(lines -> lines.values().stream());
    }

    Stream<Span> spans(Needs needs) {
        return turns.with(needs)
                .flatMap(key -> Stream.ofNullable(keys.getOrDefault(key, Map.of()).get(needs)));
    }

    Optional<Span> span(LineId line) {
        return Optional.ofNullable(keys.get(line.virtualKey()))
                .map(lines -> lines.get(line.needs()));
    }

    /** Whether any of its keys has something with these needs. */
    boolean needs(Needs needs) {
        return turns.needs().contains(needs);
    }

    void put(Span span) {
        LineId line = span.first().line();
        String key = line.virtualKey();
        turns.enter(key, line.needs(), finished.getOrDefault(key, 0L));
        keys.computeIfAbsent(key, _ -> new HashMap<>()).put(line.needs(), span);
    }

    void close(LineId line) {
        String key = line.virtualKey();
        turns.leave(key, line.needs());
        Map<Needs, Span> lines = keys.getOrDefault(key, Map.of());
        lines.remove(line.needs());
        if (lines.isEmpty()) {
            keys.remove(key);
        }
    }

    /** The first of the key whose turn it is, of all its lines whose needs pass. */
    Optional<Place> next(Predicate<Needs> servable) {
        return turns.next(servable)
                .flatMap(key ->
                        keys.getOrDefault(key, Map.of()).entrySet().stream()
                                .filter(line -> servable.test(line.getKey()))
                                .map(line -> line.getValue().first())
                                .min(Place::compareTo));
    }

    /** A key's turn was used. Before its attempt leaves. */
    void charge(String key, long cost) {
        long finish = turns.charge(key, cost).getFinish();
        finished.values().removeIf(turns::isForgotten);
        finished.put(key, finish);
    }
}
