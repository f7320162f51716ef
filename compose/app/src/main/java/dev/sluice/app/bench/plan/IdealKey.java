package dev.sluice.app.bench.plan;

import dev.sluice.config.Limit;
import dev.sluice.config.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.PriorityQueue;

/** One key of an ideal schedule: when it could take the next call. Times are seconds. */
final class IdealKey {

    private final double diesAt;
    private final List<Fluid> requests = new ArrayList<>();
    private final List<Fluid> tokens = new ArrayList<>();
    private final PriorityQueue<Double> ends = new PriorityQueue<>();
    private int slots = Integer.MAX_VALUE;

    private IdealKey(double diesAt) {
        this.diesAt = diesAt;
    }

    /** What others take of it is theirs: the key refills by so much less. */
    static IdealKey of(LoadKey key) {
        IdealKey ideal =
                new IdealKey(
                        key.diesAfter()
                                .map(after -> after.toNanos() / 1e9)
                                .orElse(Double.POSITIVE_INFINITY));
        double others = key.othersPerMinute() / 60.0;
        for (Limit limit : key.limits()) {
            switch (limit) {
                case Limit.Requests(long count, Window per, OptionalLong burst) ->
                        ideal.requests.add(Fluid.full(count, per, burst, others));
                case Limit.Tokens(long count, Window per, OptionalLong burst) ->
                        ideal.tokens.add(Fluid.full(count, per, burst, others));
                case Limit.Concurrent(int count) -> ideal.slots = Math.min(ideal.slots, count);
                case Limit.OfTenants _ -> throw new IllegalArgumentException("no limit of a key");
            }
        }
        return ideal;
    }

    /** Infinite where it never takes a call of this size any more. */
    double earliest(long size) {
        double start = 0;
        for (Fluid bucket : requests) {
            start = Math.max(start, bucket.timeOf(1));
        }
        for (Fluid bucket : tokens) {
            start = Math.max(start, bucket.timeOf(size));
        }
        if (ends.size() >= slots) {
            start = Math.max(start, ends.element());
        }
        return start < diesAt ? start : Double.POSITIVE_INFINITY;
    }

    void take(long size, double start, double end) {
        requests.forEach(bucket -> bucket.take(1, start));
        tokens.forEach(bucket -> bucket.take(size, start));
        if (slots < Integer.MAX_VALUE) {
            if (ends.size() == slots) {
                ends.poll();
            }
            ends.add(end);
        }
    }

    /** A bucket that refills without steps. */
    private static final class Fluid {
        private final double perSecond;
        private final double capacity;
        private double level;
        private double at;

        private Fluid(double perSecond, double capacity) {
            this.perSecond = perSecond;
            this.capacity = capacity;
            this.level = capacity;
        }

        static Fluid full(long count, Window per, OptionalLong burst, double others) {
            return new Fluid(
                    count * 1e9 / per.length().toNanos() - others, (double) burst.orElse(count));
        }

        double timeOf(long size) {
            if (size > capacity) {
                return Double.POSITIVE_INFINITY;
            }
            return level >= size ? at : at + (size - level) / perSecond;
        }

        void take(long size, double time) {
            level = Math.min(capacity, level + (time - at) * perSecond) - size;
            at = time;
        }
    }
}
