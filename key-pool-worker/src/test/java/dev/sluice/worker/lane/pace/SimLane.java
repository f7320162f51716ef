package dev.sluice.worker.lane.pace;

import dev.sluice.worker.provider.Pace;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.ToLongFunction;

/**
 * A lane with work for ever against a {@link SimKey}, in steps of a millisecond: between taking a
 * token, sending, arriving and answering there is a way whose length varies.
 */
final class SimLane {

    private static final long MS = 1_000_000;

    /** Which tokens a call is thought to cost at most, and what it does cost. */
    record Cost(long estimate, long actual) {}

    private record Call(
            Ticket ticket,
            Cost cost,
            long sentAt,
            long arrivesAt,
            long answersAt,
            Optional<Pace> refusal) {}

    final LanePace pace;
    final SimKey key;
    private final Random random;
    private final long callMillis;
    private final PriorityQueue<Call> arriving =
            new PriorityQueue<>(Comparator.comparingLong(Call::arrivesAt));
    private final PriorityQueue<Call> answering =
            new PriorityQueue<>(Comparator.comparingLong(Call::answersAt));
    ToLongFunction<Random> estimate = _ -> 1;
    double actualShare = 1;
    Duration unsaid = Duration.ofSeconds(1);
    long now;
    private long estimated = 1;
    private long coolUntil;

    SimLane(LanePace pace, SimKey key, long callMillis, long seed) {
        this.pace = pace;
        this.key = key;
        this.callMillis = callMillis;
        random = new Random(seed);
    }

    /** What happened in some seconds. */
    record Stretch(int taken, int refused, double tokens, double seconds) {

        double perSecond() {
            return taken / seconds;
        }

        double tokensPerSecond() {
            return tokens / seconds;
        }

        double refusedShare() {
            return (double) refused / Math.max(1, taken + refused);
        }
    }

    Stretch run(Duration time) {
        int taken = key.taken;
        int refused = key.refused;
        double tokens = key.tokensTaken;
        long end = now + time.toNanos();
        while (now < end) {
            start();
            arrive();
            answer();
            now = Math.min(end, next());
        }
        return new Stretch(
                key.taken - taken,
                key.refused - refused,
                key.tokensTaken - tokens,
                time.toNanos() / 1e9);
    }

    /** The next millisecond in which something happens. */
    private long next() {
        long at = Math.max(coolUntil, pace.readyAt(now, estimated));
        if (!arriving.isEmpty()) {
            at = Math.min(at, arriving.peek().arrivesAt);
        }
        if (!answering.isEmpty()) {
            at = Math.min(at, answering.peek().answersAt);
        }
        return Math.clamp(Math.ceilDiv(at, MS) * MS, now + MS, now + 100 * MS);
    }

    private void start() {
        if (now == 0) {
            estimated = estimate.applyAsLong(random);
        }
        while (now >= coolUntil && pace.readyAt(now, estimated) <= now) {
            Ticket ticket = pace.take(now, estimated);
            long sentAt = now + (1 + random.nextInt(8)) * MS;
            long arrivesAt = sentAt + (1 + random.nextInt(20)) * MS;
            Cost cost = new Cost(estimated, Math.max(1, (long) (estimated * actualShare)));
            arriving.add(new Call(ticket, cost, sentAt, arrivesAt, 0, Optional.empty()));
            pace.sent(ticket, sentAt);
            estimated = estimate.applyAsLong(random);
        }
    }

    private void arrive() {
        while (!arriving.isEmpty() && arriving.peek().arrivesAt <= now) {
            Call call = arriving.poll();
            boolean in = key.enter(call.cost.actual, now);
            long lasts = in ? length() : 5;
            Optional<Pace> refusal =
                    in ? Optional.empty() : Optional.of(key.refuses(call.cost.actual, now));
            long answersAt = now + lasts * MS;
            answering.add(new Call(call.ticket, call.cost, call.sentAt, now, answersAt, refusal));
        }
    }

    private long length() {
        return callMillis * 4 / 5 + random.nextLong(callMillis * 2 / 5 + 1);
    }

    private void answer() {
        while (!answering.isEmpty() && answering.peek().answersAt <= now) {
            Call call = answering.poll();
            pace.ended(call.ticket, now);
            if (call.refusal.isPresent()) {
                Pace said = call.refusal.get();
                pace.counted(call.ticket, 0, now);
                pace.learn(call.ticket, call.sentAt, said, now);
                pace.refused(call.ticket, said, now);
                Duration rest = said.retryAfter().orElse(unsaid);
                coolUntil = Math.max(coolUntil, now + rest.toNanos());
            } else {
                key.inside--;
                pace.counted(call.ticket, call.cost.actual, now);
                pace.learn(call.ticket, call.sentAt, key.says(now), now);
                pace.answered(call.ticket, now);
            }
        }
    }
}
