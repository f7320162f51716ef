package dev.sluice.dispatcher.placement;

import dev.sluice.schemas.record.Priority;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The classes of one pool. A class is served only while those above it, in the order in which the
 * schema lists them, have nothing that can be served; but where it has something itself, it is
 * passed over a bounded number of times, and then has one turn. Of several that are due the lowest
 * goes first: so none of them is passed once more than the bound. Owned by the stage's thread.
 */
final class PoolLine {

    private final int passedOverMax;
    private final Map<Priority, RankLine> ranks = new EnumMap<>(Priority.class);

    /** How often a class that had something was passed since its last turn; in memory only. */
    private final Map<Priority, Integer> passedOver = new EnumMap<>(Priority.class);

    private final Map<String, Long> waitingOfCustomers = new HashMap<>();

    PoolLine(int passedOverMax) {
        this.passedOverMax = passedOverMax;
    }

    RankLine rank(Priority priority) {
        return ranks.computeIfAbsent(priority, _ -> new RankLine());
    }

    boolean isEmpty() {
        return waitingOfCustomers.isEmpty();
    }

    long waitingOf(String customer) {
        return waitingOfCustomers.getOrDefault(customer, 0L);
    }

    void counted(String customer, long more) {
        waitingOfCustomers.merge(
                customer, more, (one, other) -> one + other == 0 ? null : one + other);
    }

    Stream<Span> spans() {
        return ranks.values().stream().flatMap(RankLine::spans);
    }

    Stream<Span> spans(Needs needs) {
        return ranks.values().stream().flatMap(rank -> rank.spans(needs));
    }

    /** All needs of which something waits. */
    Stream<Needs> needs() {
        return ranks.values().stream().flatMap(rank -> rank.needs().stream());
    }

    /** Whose turn it is among those whose needs pass. Reads nothing from disk. */
    Optional<Turn> next(Predicate<Needs> servable) {
        List<Priority> having = having(servable);
        if (having.isEmpty()) {
            return Optional.empty();
        }
        Priority turn = due(having).orElse(having.getFirst());
        Set<Priority> passed = EnumSet.noneOf(Priority.class);
        having.stream().filter(each -> each.compareTo(turn) > 0).forEach(passed::add);
        return rank(turn).next(servable).map(place -> new Turn(place, passed));
    }

    /** A turn was used. */
    void served(Turn turn) {
        passedOver.remove(turn.place().line().rank().priority());
        turn.passed().forEach(each -> passedOver.merge(each, 1, Integer::sum));
    }

    private Optional<Priority> due(List<Priority> having) {
        List<Priority> lowestFirst = new ArrayList<>(having);
        Collections.reverse(lowestFirst);
        return lowestFirst.stream()
                .filter(each -> passedOver.getOrDefault(each, 0) >= passedOverMax)
                .findFirst();
    }

    /** Classes with something that can be served, highest first. */
    private List<Priority> having(Predicate<Needs> servable) {
        List<Priority> having = new ArrayList<>();
        ranks.forEach((priority, rank) -> {
            if (rank.needs().stream().anyMatch(servable)) {
                having.add(priority);
            }
        });
        return having;
    }
}
