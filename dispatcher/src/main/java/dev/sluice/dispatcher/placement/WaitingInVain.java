package dev.sluice.dispatcher.placement;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Walks along the lines whose lanes are all closed for longer, past those whose deadline comes
 * first: some may have asked not to wait in vain. A line is in the order of deadlines, so the walk
 * ends at the first that can still be served. Each place is looked at once for each time at which
 * the lanes open. Owned by the stage's thread.
 */
final class WaitingInVain {

    /** Between two looks at which lanes are closed. */
    private static final Duration REVIEW = Duration.ofSeconds(1);

    /**
     * How far the walk along a line came.
     *
     * @param next to be looked at; empty: past the last
     */
    private record Walk(Instant opens, Optional<Place> next) {}

    private final WaitingBounds bounds;
    private final Map<LineId, Walk> walks = new HashMap<>();
    private Instant reviewAt = Instant.MIN;

    WaitingInVain(WaitingBounds bounds) {
        this.bounds = bounds;
    }

    /** The next place to look at; empty where there is none for now. */
    Optional<Place> next(PlacementView view, Instant now) {
        if (!now.isBefore(reviewAt)) {
            reviewAt = now.plus(REVIEW);
            review(view, now);
        }
        Iterator<Map.Entry<LineId, Walk>> each = walks.entrySet().iterator();
        while (each.hasNext()) {
            Map.Entry<LineId, Walk> walk = each.next();
            Optional<Place> place = walk.getValue().next();
            if (place.isPresent()) {
                walk.setValue(step(view, walk.getValue(), place.get()));
                if (view.placeOf(place.get().attempt()).equals(place)) {
                    return place;
                }
            }
        }
        return Optional.empty();
    }

    private static Walk step(PlacementView view, Walk walk, Place from) {
        return new Walk(
                walk.opens(),
                view.behind(from)
                        .filter(place -> place.deadlineMillis() <= walk.opens().toEpochMilli()));
    }

    private void review(PlacementView view, Instant now) {
        Map<LineId, Walk> before = new HashMap<>(walks);
        walks.clear();
        for (Span span : lines(view)) {
            LineId line = span.first().line();
            bounds.opens(view, line, now)
                    .filter(opens -> opens.isAfter(now))
                    .ifPresent(opens -> walks.put(line, walk(before.get(line), span, opens)));
        }
    }

    private static Walk walk(@Nullable Walk before, Span span, Instant opens) {
        if (before != null && !opens.isAfter(before.opens())) {
            return before;
        }
        return new Walk(
                opens,
                Optional.of(span.first())
                        .filter(place -> place.deadlineMillis() <= opens.toEpochMilli()));
    }

    private static List<Span> lines(PlacementView view) {
        List<Span> lines = new ArrayList<>();
        for (String pool : view.pools()) {
            view.spans(pool).forEach(lines::add);
        }
        return lines;
    }
}
