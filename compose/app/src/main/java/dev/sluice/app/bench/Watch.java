package dev.sluice.app.bench;

import dev.sluice.app.bench.plan.Fairness;
import dev.sluice.app.bench.plan.LoadCase;
import dev.sluice.app.sim.NaiveClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What has become of a load's requests. Written by whoever hears of an end, read by the sampler:
 * every method locks.
 */
final class Watch implements NaiveClient.Listener {

    private final LoadCase load;
    private final CountDownLatch open;
    private final BitSet ended = new BitSet();
    private final List<Fairness.Served> served = new ArrayList<>();
    private int failedEarly;
    private long start = System.nanoTime();
    private long lastEnd = start;

    Watch(LoadCase load) {
        this.load = load;
        this.open = new CountDownLatch(load.requests().size());
    }

    /** The clock runs from now on, and not since this was made. */
    synchronized void begin() {
        start = System.nanoTime();
        lastEnd = start;
    }

    @Override
    public synchronized void answered(int request) {
        if (end(request)) {
            served.add(new Fairness.Served(load.requests().get(request), seconds()));
        }
    }

    @Override
    public synchronized void givenUp(int request) {
        if (end(request)) {
            failedEarly++;
        }
    }

    /** An end that is nobody's fault any more: its deadline has passed. */
    synchronized void late(int request) {
        boolean _ = end(request);
    }

    synchronized int ends() {
        return ended.cardinality();
    }

    synchronized int failedEarly() {
        return failedEarly;
    }

    synchronized List<Fairness.Served> served() {
        return List.copyOf(served);
    }

    /** Until the last end so far. */
    synchronized Duration elapsed() {
        return Duration.ofNanos(lastEnd - start);
    }

    synchronized double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    /** Blocks until every request has an end, at most so long. */
    void await(Duration max) throws InterruptedException {
        boolean _ = open.await(max.toNanos(), TimeUnit.NANOSECONDS);
    }

    private boolean end(int request) {
        if (ended.get(request)) {
            return false;
        }
        ended.set(request);
        lastEnd = System.nanoTime();
        open.countDown();
        return true;
    }
}
