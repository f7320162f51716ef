package dev.sluice.app.bench;

import dev.sluice.app.bench.plan.LoadCase;
import dev.sluice.app.bench.plan.LoadRequest;
import dev.sluice.app.roles.AllInOne;
import dev.sluice.app.sim.Simulator;
import dev.sluice.schemas.record.InferenceResult;
import java.time.Duration;
import java.util.List;

/** All roles of Sluice in this process, on a Kafka of their own; the load is published at once. */
record WholeSluice(String name, String title) implements Contestant {

    /** As many as the load has, up to this: what is measured is not to be the JVM's compiler. */
    private static final int WARM_UP_MAX = 1_500;

    /** Sluice answers a deadline two seconds after it, at the latest. */
    private static final Duration DEADLINE_LAG = Duration.ofSeconds(5);

    @Override
    public Attempted run(LoadCase load, Simulator provider) throws InterruptedException {
        try (BenchSluice sluice = BenchSluice.start(BenchConfig.of(load, provider.port()))) {
            sluice.warmUp(Math.min(WARM_UP_MAX, load.requests().size()));
            return measure(load, provider, sluice.running());
        }
    }

    private static Attempted measure(LoadCase load, Simulator provider, AllInOne running)
            throws InterruptedException {
        int requests = load.requests().size();
        List<String> lines =
                load.requests().stream().map(request -> request.line(BenchConfig.MODEL)).toList();
        Watch watch = new Watch(load);
        try (SluiceClients clients =
                SluiceClients.open(running.cluster(), result -> end(watch, result))) {
            watch.begin();
            Sampler sampler = Sampler.start(provider, watch, requests, load.ideal());
            try (sampler) {
                for (LoadRequest request : load.requests()) {
                    clients.publish(
                            request.customer(), lines.get(request.number()), load.deadline());
                }
                watch.await(load.deadline().plus(DEADLINE_LAG));
            }
            return new Attempted(watch, sampler);
        }
    }

    static void end(Watch watch, InferenceResult result) {
        int number = Integer.parseInt(result.getCustomId().orElseThrow());
        switch (result.getStatus()) {
            case ANSWERED -> watch.answered(number);
            case EXPIRED -> watch.late(number);
            case FAILED, REFUSED, CANCELLED, OUTCOME_UNKNOWN -> watch.givenUp(number);
        }
    }
}
