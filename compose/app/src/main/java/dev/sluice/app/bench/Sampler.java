package dev.sluice.app.bench;

import dev.sluice.app.bench.picture.Picture.Point;
import dev.sluice.app.sim.Simulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Looks at a provider and at a load again and again, on a thread of its own, until it is closed.
 */
final class Sampler implements AutoCloseable {

    /**
     * What was seen at one time.
     *
     * @param waiting requests that have no end and that the provider is not working on
     */
    record Moment(double seconds, long waiting, long inFlight, long refused429) {
        Point waitingPoint() {
            return new Point(seconds, (double) waiting);
        }

        Point inFlightPoint() {
            return new Point(seconds, (double) inFlight);
        }

        Point refusedPoint() {
            return new Point(seconds, (double) refused429);
        }
    }

    private static final int MOMENTS = 250;
    private static final Duration SHORTEST = Duration.ofMillis(20);

    private final List<Moment> moments = new ArrayList<>();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("bench-sampler").factory());
    private final Simulator provider;
    private final Watch watch;
    private final int requests;

    private Sampler(Simulator provider, Watch watch, int requests) {
        this.provider = provider;
        this.watch = watch;
        this.requests = requests;
    }

    /** As often as a picture of so long a run needs it. */
    static Sampler start(Simulator provider, Watch watch, int requests, Duration expected) {
        Sampler sampler = new Sampler(provider, watch, requests);
        long every = Math.max(SHORTEST.toNanos(), expected.toNanos() / MOMENTS);
        var _ = sampler.thread.scheduleAtFixedRate(sampler::look, 0, every, TimeUnit.NANOSECONDS);
        return sampler;
    }

    /** Once it is closed. */
    List<Moment> moments() {
        return List.copyOf(moments);
    }

    private void look() {
        int inFlight = provider.inFlight();
        long waiting = Math.max(0, requests - watch.ends() - inFlight);
        moments.add(new Moment(watch.seconds(), waiting, inFlight, provider.tally().refused429()));
    }

    /** Looks a last time. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            boolean _ = thread.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        look();
    }
}
