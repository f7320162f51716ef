package dev.sluice.app.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What becomes of the selected requests.
 *
 * @param items by partition and offset; repeats of one request are one item
 * @param selected where the selected requests stand, by partition
 */
public record ReplayPlan(List<Item> items, SortedMap<Integer, Stretch> selected) {

    /**
     * A request and its repeats.
     *
     * @param request the one that decides, and is replayed
     */
    public record Item(KnownRequest request, Verdict verdict) {}

    /** Selected requests of one partition. */
    public record Stretch(long first, long last, int count) {
        Stretch and(long offset) {
            return new Stretch(Math.min(first, offset), Math.max(last, offset), count + 1);
        }
    }

    public ReplayPlan {
        items = List.copyOf(items);
    }

    /** Decides about each, as things stand at {@code now}. */
    public static ReplayPlan of(KnownRequests known, ReplayRules rules, Instant now) {
        List<Item> items = new ArrayList<>();
        SortedMap<Integer, Stretch> selected = new TreeMap<>();
        for (List<KnownRequest> group : RequestGroups.of(known.all())) {
            List<ReplayRules.Member> members =
                    group.stream().map(it -> new ReplayRules.Member(it, known.end(it))).toList();
            if (rules.concern(members)) {
                ReplayRules.Judged judged = rules.judge(members, now);
                items.add(new Item(judged.request(), judged.verdict()));
                group.stream().filter(known::isSelected).forEach(it -> count(it, selected));
            }
        }
        items.sort(Comparator.comparing(item -> item.request().id(), ReplayRules.BY_POSITION));
        return new ReplayPlan(items, selected);
    }

    private static void count(KnownRequest request, SortedMap<Integer, Stretch> selected) {
        long offset = request.id().offset();
        selected.merge(
                request.id().partition(),
                new Stretch(offset, offset, 1),
                (stretch, _) -> stretch.and(offset));
    }

    /** With each item as {@code change} has it. */
    public ReplayPlan with(UnaryOperator<Item> change) {
        return new ReplayPlan(items.stream().map(change).toList(), selected);
    }

    public int selectedCount() {
        return selected.values().stream().mapToInt(Stretch::count).sum();
    }
}
