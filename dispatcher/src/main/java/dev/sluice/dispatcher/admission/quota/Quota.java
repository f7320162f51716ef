package dev.sluice.dispatcher.admission.quota;

import dev.sluice.config.CustomerConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reserves what an attempt needs at all of its limits, or at none of them. */
public final class Quota {

    private Quota() {}

    /** What comes of an attempt's need. */
    public sealed interface Verdict {

        /**
         * It fits everywhere.
         *
         * @param uses of the limits, with the hold in them
         */
        record Admit(Hold hold, Map<LimitPath, LimitUse> uses) implements Verdict {
            public Admit {
                uses = Map.copyOf(uses);
            }
        }

        /**
         * It does not fit yet.
         *
         * @param until when it fits if nothing is released before; empty where only a release helps
         */
        record Park(LimitPath path, Optional<Instant> until) implements Verdict {}

        /** It will not fit, or its key would rather not wait for its money. */
        record Refuse(Refusal refusal) implements Verdict {}
    }

    /**
     * @param limits of the virtual key, its team and its customer
     * @param onSpend what becomes of a request whose money is spent
     * @param uses what is used of each
     */
    public static Verdict decide(
            List<QuotaLimit> limits,
            Need need,
            CustomerConfig.OnBudget onSpend,
            Function<LimitPath, LimitUse> uses,
            Instant now) {
        Map<LimitPath, LimitUse> after = new LinkedHashMap<>();
        List<Hold.HeldSlot> slots = new ArrayList<>(limits.size());
        List<Obstacle> obstacles = new ArrayList<>(0);
        for (QuotaLimit limit : limits) {
            LimitPath path = limit.path();
            LimitUse use = path.advanced(uses.apply(path), now);
            long amount = need.of(path.counted());
            Room room = Room.of(limit, use, amount);
            if (!(room instanceof Room.Fits)) {
                obstacles.add(new Obstacle(limit, use, amount, room));
            } else if (amount > 0) {
                slots.add(new Hold.HeldSlot(path, use.newestSlot()));
                after.put(path, with(path, use, amount));
            }
        }
        return obstacles.isEmpty()
                ? new Verdict.Admit(new Hold(slots, need), after)
                : stopped(obstacles, onSpend, now);
    }

    /** What never fits comes first: no other limit's time is of use to such a request. */
    private static Verdict stopped(
            List<Obstacle> obstacles, CustomerConfig.OnBudget onSpend, Instant now) {
        Optional<Obstacle> never = obstacles.stream().filter(Obstacle::isForEver).findFirst();
        if (never.isPresent()) {
            return new Verdict.Refuse(never.get().refusal(obstacles, now));
        }
        List<Obstacle> spent = obstacles.stream().filter(Obstacle::isSpend).toList();
        return spent.isEmpty() || onSpend == CustomerConfig.OnBudget.PARK
                ? Obstacle.longest(obstacles).park()
                : new Verdict.Refuse(Obstacle.longest(spent).refusal(obstacles, now));
    }

    /**
     * The refusal in place of parking, for a request that would rather not wait.
     *
     * @param park what it would wait for: its own limits, or those that wait there before it
     */
    public static Refusal refusalOf(
            Verdict.Park park,
            List<QuotaLimit> limits,
            Need need,
            Function<LimitPath, LimitUse> uses,
            Instant now) {
        List<Obstacle> obstacles = new ArrayList<>();
        for (QuotaLimit limit : limits) {
            LimitUse use = limit.path().advanced(uses.apply(limit.path()), now);
            long amount = need.of(limit.path().counted());
            Room room = Room.of(limit, use, amount);
            if (!(room instanceof Room.Fits)) {
                obstacles.add(new Obstacle(limit, use, amount, room));
            }
        }
        return obstacles.isEmpty()
                ? waitedFor(park, limits, need, uses, now)
                : Obstacle.longest(obstacles).refusal(obstacles, now);
    }

    /** A limit that others wait for, or that a request waited for. */
    public static Refusal waitedFor(
            Verdict.Park park,
            List<QuotaLimit> limits,
            Need need,
            Function<LimitPath, LimitUse> uses,
            Instant now) {
        LimitPath path = park.path();
        LimitUse use = path.advanced(uses.apply(path), now);
        long used = use.total() + use.held();
        Optional<Instant> until = park.until().filter(now::isBefore);
        return new Refusal(
                path,
                Refusal.Cause.WAITED_FOR,
                used,
                // Those before it may wait for a limit that the configuration has no more.
                limits.stream()
                        .filter(limit -> limit.path().equals(path))
                        .findFirst()
                        .map(QuotaLimit::most)
                        .orElse(used),
                need.of(path.counted()),
                until,
                Optional.of(
                        until.map(it -> Duration.between(now, it))
                                .orElseGet(() -> use.pace().next())),
                until.isPresent() ? Refusal.Basis.WINDOW : Refusal.Basis.PACE);
    }

    private static LimitUse with(LimitPath path, LimitUse use, long amount) {
        return switch (path.counted()) {
            case REQUESTS, TOKENS, INPUT_TOKENS, OUTPUT_TOKENS ->
                    use.plus(use.newestSlot(), amount);
            case CONCURRENT, USD -> use.plusHeld(amount);
        };
    }
}
