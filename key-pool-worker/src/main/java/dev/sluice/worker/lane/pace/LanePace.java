package dev.sluice.worker.lane.pace;

import dev.sluice.config.Limit;
import dev.sluice.worker.provider.Pace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/**
 * When a lane may start its next call: buckets for requests and tokens, slots for calls at the same
 * time, and what the provider's headers say about them. Times are nanoseconds of one monotonic
 * clock. Owned by the lane's thread.
 */
public final class LanePace {

    /** No call can be started whatever time passes: one has to end first. */
    public static final long NEVER = Long.MAX_VALUE;

    private final List<Bucket> requests = new ArrayList<>();
    private final List<Bucket> tokens = new ArrayList<>();
    private final int slots;
    private final RecentDelays jitter = new RecentDelays(Duration.ZERO);
    private final Smoothed callSeconds = new Smoothed();
    private final Smoothed callTokens = new Smoothed();
    private int inFlight;
    private long callsTaken;
    private long tokensTaken;

    /** Full buckets and free slots at {@code now}. */
    public LanePace(List<Limit> limits, long now) {
        int concurrent = Integer.MAX_VALUE;
        for (Limit limit : limits) {
            switch (limit) {
                case Limit.Requests each -> requests.add(BucketSize.of(each, now));
                case Limit.Tokens each -> tokens.add(BucketSize.of(each, now));
                case Limit.Concurrent(int count) -> concurrent = Math.min(concurrent, count);
                case Limit.Usd _ -> {} // money is admission's: a provider key has no such limit
            }
        }
        slots = concurrent;
    }

    /** When a call of so many tokens may start; {@link #NEVER} while no slot is free. */
    public long readyAt(long now, long callOfTokens) {
        if (inFlight >= slots) {
            return NEVER;
        }
        return Math.max(
                latest(requests, b -> b.readyAt(now, 1), now),
                latest(tokens, b -> b.readyAt(now, (double) callOfTokens), now));
    }

    /** Takes a request, the tokens and a slot. */
    public Ticket take(long now, long callOfTokens) {
        inFlight++;
        callsTaken++;
        tokensTaken += callOfTokens;
        callTokens.add((double) callOfTokens);
        spend(now, callOfTokens);
        return new Ticket(now, callOfTokens, callsTaken, tokensTaken);
    }

    /** A call of a former owner, as its journal tells: it needs no slot any more. */
    public void spend(long at, long callOfTokens) {
        requests.forEach(bucket -> bucket.take(at, 1));
        tokens.forEach(bucket -> bucket.take(at, (double) callOfTokens));
    }

    /** The provider counted fewer (or more) tokens than were taken. */
    public void correct(long now, long taken, long counted) {
        tokens.forEach(bucket -> bucket.correct(now, (double) taken, (double) counted));
    }

    /** The call went out: what lies between taking and sending is the jitter of this lane. */
    public void sent(Ticket ticket, long sentAt) {
        jitter.add(sentAt - ticket.takenAt());
        Duration p99 = jitter.p99();
        requests.forEach(bucket -> bucket.margin(sentAt, p99));
        tokens.forEach(bucket -> bucket.margin(sentAt, p99));
    }

    /** The slot is free again. */
    public void ended(Ticket ticket, long now) {
        inFlight--;
        callSeconds.add((now - ticket.takenAt()) / 1e9);
    }

    /** Calls of a former owner still run on this lane's key, or no longer do. */
    public void occupy(int calls) {
        inFlight += calls;
    }

    /**
     * Corrects the buckets by the headers of an answer. They were counted somewhere between sending
     * and answering, so what was refilled since sending and what was started since may or may not
     * be in them: {@code remaining + max(0, refilled − started) + 1} is never below the truth. They
     * only lower, since other calls are on their way; with nothing in flight they are the truth.
     */
    public void learn(Ticket ticket, long sentAt, Pace said, long now) {
        learn(requests, said.remainingRequests(), callsTaken - ticket.callsBefore(), sentAt, now);
        learn(tokens, said.remainingTokens(), tokensTaken - ticket.tokensBefore(), sentAt, now);
    }

    private void learn(
            List<Bucket> buckets,
            OptionalLong remaining,
            long startedSince,
            long sentAt,
            long now) {
        if (remaining.isEmpty()) {
            return;
        }
        double counted = (double) remaining.getAsLong();
        for (Bucket bucket : buckets) {
            double grown = Math.max(0, bucket.refill(now - sentAt) - startedSince);
            bucket.lower(now, counted + grown + 1);
            if (inFlight == 0 && startedSince == 0) {
                bucket.raise(now, counted);
            }
        }
    }

    /** The provider refused for its rate: whatever was thought to be left is not. */
    public void drain(long now) {
        requests.forEach(bucket -> bucket.lower(now, 0));
    }

    /** Nothing can be taken before then, and no more than what refills after it. */
    public void emptyUntil(long until) {
        requests.forEach(bucket -> bucket.emptyUntil(until));
        tokens.forEach(bucket -> bucket.emptyUntil(until));
    }

    public int inFlight() {
        return inFlight;
    }

    /** Calls that could start now, with the fraction of the next; infinite without a limit. */
    public double startable(long now) {
        double least = slots == Integer.MAX_VALUE ? Double.POSITIVE_INFINITY : slots - inFlight;
        for (Bucket bucket : requests) {
            least = Math.min(least, bucket.balance(now));
        }
        for (Bucket bucket : tokens) {
            least = Math.min(least, bucket.balance(now) / callTokens.or(1));
        }
        return Math.max(0, least);
    }

    /**
     * Calls a second in the long run: the smaller of refill and completion; infinite if unlimited.
     */
    public double perSecond() {
        double least =
                slots == Integer.MAX_VALUE ? Double.POSITIVE_INFINITY : slots / callSeconds.or(0);
        for (Bucket bucket : requests) {
            least = Math.min(least, bucket.perSecond());
        }
        for (Bucket bucket : tokens) {
            least = Math.min(least, bucket.perSecond() / callTokens.or(1));
        }
        return least;
    }

    /**
     * When {@link #startable} reaches its next whole number by refilling alone; {@link #NEVER}
     * where slots or tokens are what holds it down.
     */
    public long nextWholeAt(long now) {
        double startable = startable(now);
        return requests.stream()
                .filter(bucket -> Math.max(0, bucket.balance(now)) <= startable)
                .mapToLong(bucket -> bucket.nextWholeAt(now))
                .max()
                .orElse(NEVER);
    }

    private static long latest(List<Bucket> buckets, ToLongFunction<Bucket> time, long least) {
        return Math.max(least, buckets.stream().mapToLong(time).max().orElse(least));
    }
}
