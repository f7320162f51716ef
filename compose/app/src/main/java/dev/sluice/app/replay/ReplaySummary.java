package dev.sluice.app.replay;

import dev.sluice.schemas.money.PicoUsd;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A plan in numbers.
 *
 * @param byWorkflow counts of each workflow; those of none under an empty name
 * @param boundUsd what the replays cost at most, at the prices in force
 * @param spentUsd what the attempts at them have cost so far
 */
public record ReplaySummary(
        Map<Fate, Integer> counts,
        SortedMap<String, Map<Fate, Integer>> byWorkflow,
        BigDecimal boundUsd,
        BigDecimal spentUsd) {

    /** What becomes of a request, in one word. */
    public enum Fate {
        ANSWERED,
        IN_PROGRESS,
        LEFT,
        CANNOT,
        REPLAY;

        public static Fate of(Verdict verdict) {
            return switch (verdict) {
                case Verdict.Answered _ -> ANSWERED;
                case Verdict.InProgress _ -> IN_PROGRESS;
                case Verdict.Left _ -> LEFT;
                case Verdict.Cannot _ -> CANNOT;
                case Verdict.Wanted _, Verdict.Ready _ -> REPLAY;
            };
        }
    }

    public static ReplaySummary of(ReplayPlan plan) {
        Map<Fate, Integer> counts = new EnumMap<>(Fate.class);
        SortedMap<String, Map<Fate, Integer>> byWorkflow = new TreeMap<>();
        BigDecimal bound = BigDecimal.ZERO;
        BigDecimal spent = BigDecimal.ZERO;
        for (ReplayPlan.Item item : plan.items()) {
            Fate fate = Fate.of(item.verdict());
            counts.merge(fate, 1, Integer::sum);
            byWorkflow
                    .computeIfAbsent(
                            item.request().workflow().orElse(""), _ -> new EnumMap<>(Fate.class))
                    .merge(fate, 1, Integer::sum);
            if (item.verdict() instanceof Verdict.Ready ready) {
                bound = bound.add(PicoUsd.toUsd(ready.boundPicos()));
                spent = spent.add(PicoUsd.toUsd(ready.wanted().spentPicos()));
            }
        }
        return new ReplaySummary(counts, byWorkflow, bound, spent);
    }

    public int count(Fate fate) {
        return counts.getOrDefault(fate, 0);
    }
}
