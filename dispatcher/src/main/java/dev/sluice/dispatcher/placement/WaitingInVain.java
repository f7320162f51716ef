package dev.sluice.dispatcher.placement;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.Collectors;

/**
 * Walks along the lines whose lanes are all closed for longer, past those whose deadline comes
 * first: some may have asked not to wait in vain. A line is in the order of deadlines, so the walk
 * ends at the first that can still be served. Each place is looked at once for each time at which
 * the lanes open. Costs nothing for lines of which a lane is open, however many they are. Owned by
 * the stage's thread.
 */
final class WaitingInVain {

    /** Between two looks at which lanes are closed. */
    private static final Duration REVIEW = Duration.ofSeconds(1);

    /** The earliest deadline first, so that the order is the same in each run. */
    private static final Comparator<Walk> FIRST_DEADLINE_FIRST = Comparator.comparing(Walk::at);

    /**
     * A walk along a line.
     *
     * @param opens who has its deadline later can still be served
     * @param at the next to be looked at
     */
    private record Walk(Instant opens, Place at) {

        LineId line() {
            return at.line();
        }

        boolean goesOn() {
            return at.deadlineMillis() <= opens.toEpochMilli();
        }

        Optional<Walk> step(PlacementState state) {
            return state.behind(at).map(next -> new Walk(opens, next)).filter(Walk::goesOn);
        }
    }

    private final WaitingBounds bounds;
    private final Queue<Walk> active = new ArrayDeque<>();

    /** Lines whose lanes are closed, and until when they are at the last walk along them. */
    private Map<LineId, Instant> walkedUntil = new HashMap<>();

    private Instant reviewAt = Instant.MIN;

    WaitingInVain(WaitingBounds bounds) {
        this.bounds = bounds;
    }

    /**
     * The next place to look at, which may have been left; empty where there is none for now. The
     * lines take turns, so that none waits for another's walk.
     */
    Optional<Place> next(PlacementState state, Instant now) {
        if (!now.isBefore(reviewAt)) {
            reviewAt = now.plus(REVIEW);
            review(state, now);
        }
        Optional<Walk> walk = Optional.ofNullable(active.poll());
        walk.flatMap(from -> from.step(state)).ifPresent(active::add);
        return walk.map(Walk::at);
    }

    private void review(PlacementState state, Instant now) {
        Map<LineId, Instant> walked = new HashMap<>();
        List<Walk> begun = new ArrayList<>();
        for (Walk walk : alongClosed(state, now)) {
            Instant before = walkedUntil.getOrDefault(walk.line(), Instant.MIN);
            walked.put(walk.line(), later(walk.opens(), before));
            if (walk.opens().isAfter(before)) {
                begun.add(walk);
            }
        }
        walkedUntil = walked;
        active.removeIf(walk -> !walk.opens().equals(walked.get(walk.line())));
        begun.stream().filter(Walk::goesOn).sorted(FIRST_DEADLINE_FIRST).forEach(active::add);
    }

    /** Along each line of which every lane is closed, from its first. */
    private List<Walk> alongClosed(PlacementState state, Instant now) {
        List<Walk> along = new ArrayList<>();
        for (String pool : state.pools()) {
            Map<String, Optional<Instant>> opens = new HashMap<>();
            for (Needs needs : state.needs(pool).collect(Collectors.toSet())) {
                opens.computeIfAbsent(needs.model(), model -> bounds.opens(state, pool, model, now))
                        .filter(at -> at.isAfter(now))
                        .ifPresent(at ->
                                state.spans(pool, needs)
                                        .forEach(span -> along.add(new Walk(at, span.first()))));
            }
        }
        return along;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
