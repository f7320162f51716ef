package dev.sluice.app.sim;

import dev.sluice.config.Limit;
import dev.sluice.config.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The limits of one key, kept to the nanosecond: a call is let in only where every bucket has what
 * it needs, and takes from all or none. Shared by all connections, so every method locks.
 */
final class KeyMeter {

    /** What a call is told at the door. */
    sealed interface Verdict {
        KeyLimits limits();

        record Admitted(KeyLimits limits) implements Verdict {}

        /**
         * @param pause until what lacked is there; empty: never, the call is larger than the limit
         */
        record Refused(Lack lack, Optional<Duration> pause, KeyLimits limits) implements Verdict {}
    }

    enum Lack {
        REQUESTS,
        TOKENS,
        SLOTS
    }

    private final List<TokenBucket> requests = new ArrayList<>();
    private final List<TokenBucket> tokens = new ArrayList<>();
    private final Duration slotWait;
    private int slotsFree = Integer.MAX_VALUE;

    /**
     * @param slotWait what to advise where all slots are taken: nobody knows when one comes free
     */
    KeyMeter(List<Limit> limits, Duration slotWait, long now) {
        this.slotWait = slotWait;
        for (Limit limit : limits) {
            switch (limit) {
                case Limit.Requests(long count, Window per, OptionalLong burst) ->
                        requests.add(bucket(count, per, burst, now));
                case Limit.Tokens(long count, Window per, OptionalLong burst) ->
                        tokens.add(bucket(count, per, burst, now));
                case Limit.Concurrent(int count) -> slotsFree = Math.min(slotsFree, count);
                case Limit.OfTenants _ -> throw new IllegalArgumentException("no limit of a key");
            }
        }
    }

    /** Each call that was admitted must {@link #leave}. */
    synchronized Verdict enter(long tokensWanted, long now) {
        requests.forEach(bucket -> bucket.refill(now));
        tokens.forEach(bucket -> bucket.refill(now));
        Optional<Verdict> lacking = lacking(tokensWanted);
        if (lacking.isPresent()) {
            return lacking.get();
        }
        requests.forEach(bucket -> bucket.take(1));
        tokens.forEach(bucket -> bucket.take(tokensWanted));
        slotsFree--;
        return new Verdict.Admitted(limits());
    }

    synchronized void leave() {
        slotsFree++;
    }

    /** As headers tell it at this time. */
    synchronized KeyLimits limits(long now) {
        requests.forEach(bucket -> bucket.refill(now));
        tokens.forEach(bucket -> bucket.refill(now));
        return limits();
    }

    private Optional<Verdict> lacking(long tokensWanted) {
        if (slotsFree < 1) {
            return Optional.of(new Verdict.Refused(Lack.SLOTS, Optional.of(slotWait), limits()));
        }
        return lacking(Lack.REQUESTS, requests, 1)
                .or(() -> lacking(Lack.TOKENS, tokens, tokensWanted));
    }

    private Optional<Verdict> lacking(Lack lack, List<TokenBucket> buckets, long wanted) {
        List<TokenBucket> lacking = buckets.stream().filter(b -> !b.has(wanted)).toList();
        if (lacking.isEmpty()) {
            return Optional.empty();
        }
        boolean never = lacking.stream().anyMatch(b -> b.burst() < wanted);
        long nanos = lacking.stream().mapToLong(b -> b.nanosUntil(wanted)).max().orElse(0);
        Optional<Duration> pause = never ? Optional.empty() : Optional.of(Duration.ofNanos(nanos));
        return Optional.of(new Verdict.Refused(lack, pause, limits()));
    }

    private KeyLimits limits() {
        return new KeyLimits(tightest(requests), tightest(tokens));
    }

    private static Optional<KeyLimits.Level> tightest(List<TokenBucket> buckets) {
        return buckets.stream()
                .min(Comparator.comparingLong(TokenBucket::remaining))
                .map(KeyLimits.Level::of);
    }

    private static TokenBucket bucket(long count, Window per, OptionalLong burst, long now) {
        return new TokenBucket(count, per.length(), burst.orElse(count), now);
    }
}
