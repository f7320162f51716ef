package dev.sluice.dispatcher.admission.quota;

import dev.sluice.schemas.money.PicoUsd;
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

        /** It will not fit, or not in a time that anybody can name for sure. */
        record Refuse(Refusal refusal) implements Verdict {}
    }

    /**
     * The limit that refused, in words for the agent.
     *
     * @param never whether the request alone is more than the limit
     * @param resetAt when it would fit, where that is known
     */
    public record Refusal(
            LimitPath path,
            boolean never,
            String used,
            String allowed,
            Optional<Instant> resetAt,
            Optional<Duration> retryAfter) {}

    /**
     * @param limits of the virtual key, its team and its customer
     * @param uses what is used of each
     */
    public static Verdict decide(
            List<QuotaLimit> limits, Need need, Function<LimitPath, LimitUse> uses, Instant now) {
        Map<LimitPath, LimitUse> after = new LinkedHashMap<>();
        List<Hold.HeldSlot> slots = new ArrayList<>(limits.size());
        Optional<Verdict.Park> park = Optional.empty();
        for (QuotaLimit limit : limits) {
            LimitPath path = limit.path();
            LimitUse use = path.advanced(uses.apply(path), now);
            long amount = need.of(path.counted());
            switch (Room.of(limit, use, amount)) {
                case Room.Fits() -> {
                    if (amount > 0) {
                        slots.add(new Hold.HeldSlot(path, use.newestSlot()));
                        after.put(path, with(path, use, amount));
                    }
                }
                case Room.NeverFits() -> {
                    return new Verdict.Refuse(refusal(limit, use, amount, Optional.empty(), now));
                }
                case Room.FullOfSpend(Instant resetAt) -> {
                    return new Verdict.Refuse(
                            refusal(limit, use, amount, Optional.of(resetAt), now));
                }
                case Room.FullUntil(Instant until) ->
                        park = later(park, new Verdict.Park(path, Optional.of(until)));
                case Room.FullOfHolds() ->
                        park = later(park, new Verdict.Park(path, Optional.empty()));
            }
        }
        return park.<Verdict>map(it -> it)
                .orElseGet(() -> new Verdict.Admit(new Hold(slots, need), after));
    }

    /** The refusal in place of parking, for a request that would rather not wait. */
    public static Refusal refusalOf(
            Verdict.Park park,
            List<QuotaLimit> limits,
            Function<LimitPath, LimitUse> uses,
            Instant now) {
        LimitUse use = park.path().advanced(uses.apply(park.path()), now);
        return limits.stream()
                .filter(limit -> limit.path().equals(park.path()))
                .findFirst()
                .map(limit -> refusal(limit, use, 0, park.until(), now))
                // Those before it may wait for a limit that the configuration has no more.
                .orElseGet(() ->
                        refusal(
                                new QuotaLimit(park.path(), use.total() + use.held()),
                                use,
                                0,
                                park.until(),
                                now));
    }

    private static LimitUse with(LimitPath path, LimitUse use, long amount) {
        return switch (path.counted()) {
            case REQUESTS, TOKENS, INPUT_TOKENS, OUTPUT_TOKENS ->
                    use.plus(use.newestSlot(), amount);
            case CONCURRENT, USD -> use.plusHeld(amount);
        };
    }

    /** Waits at the limit that takes longest; one that only a release opens counts as longest. */
    private static Optional<Verdict.Park> later(Optional<Verdict.Park> before, Verdict.Park found) {
        boolean longer =
                before.isEmpty()
                        || (before.get().until().isPresent()
                                && (found.until().isEmpty()
                                        || found.until()
                                                .get()
                                                .isAfter(before.get().until().get())));
        return longer ? Optional.of(found) : before;
    }

    private static Refusal refusal(
            QuotaLimit limit, LimitUse use, long amount, Optional<Instant> resetAt, Instant now) {
        LimitPath path = limit.path();
        boolean never = amount > limit.most();
        return new Refusal(
                path,
                never,
                words(path, never ? amount : use.total() + use.held()),
                words(path, limit.most()),
                resetAt,
                resetAt.map(at -> Duration.between(now, at)));
    }

    private static String words(LimitPath path, long amount) {
        return switch (path.counted()) {
            case REQUESTS -> amount + " requests";
            case TOKENS -> amount + " tokens";
            case INPUT_TOKENS -> amount + " input tokens";
            case OUTPUT_TOKENS -> amount + " output tokens";
            case CONCURRENT -> amount + " at the same time";
            case USD -> PicoUsd.toUsd(amount).stripTrailingZeros().toPlainString() + " USD";
        };
    }
}
