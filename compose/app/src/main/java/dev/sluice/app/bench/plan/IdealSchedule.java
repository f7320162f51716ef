package dev.sluice.app.bench.plan;

import java.time.Duration;
import java.util.List;

/**
 * What somebody could do at best who knows every limit, calls without a moment's loss and never
 * meets a 429: each request, in order, with the key that can take it first. Where only rates limit
 * it, that is {@code (requests − bursts) / rate + latency}.
 */
final class IdealSchedule {

    private final List<IdealKey> keys;

    private IdealSchedule(List<IdealKey> keys) {
        this.keys = keys;
    }

    static IdealSchedule of(List<LoadKey> keys) {
        return new IdealSchedule(keys.stream().map(IdealKey::of).toList());
    }

    /**
     * From the first call to the last answer.
     *
     * @throws IllegalArgumentException where a request fits no key, ever
     */
    Duration makespan(List<LoadRequest> requests) {
        double last = 0;
        for (LoadRequest request : requests) {
            last = Math.max(last, place(request) + request.latency().toNanos() / 1e9);
        }
        return Duration.ofNanos(Math.round(last * 1e9));
    }

    /** How many requests begin at once: what the keys' bursts and slots take. */
    int atOnce(List<LoadRequest> requests) {
        return (int) requests.stream().filter(request -> place(request) <= 0).count();
    }

    /** Returns when it begins. */
    private double place(LoadRequest request) {
        IdealKey best = keys.getFirst();
        double start = Double.POSITIVE_INFINITY;
        for (IdealKey key : keys) {
            double earliest = key.earliest(request.tokens());
            if (earliest < start) {
                start = earliest;
                best = key;
            }
        }
        if (Double.isInfinite(start)) {
            throw new IllegalArgumentException("no key ever takes request " + request.number());
        }
        best.take(request.tokens(), start, start + request.latency().toNanos() / 1e9);
        return start;
    }
}
