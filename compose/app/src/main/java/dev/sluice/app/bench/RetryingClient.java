package dev.sluice.app.bench;

import dev.sluice.app.bench.plan.LoadCase;
import dev.sluice.app.bench.plan.LoadKey;
import dev.sluice.app.sim.NaiveClient;
import dev.sluice.app.sim.NaiveLoad;
import dev.sluice.app.sim.RetryStyle;
import dev.sluice.app.sim.Simulator;

/** A client that talks to the provider itself, with 280 requests in flight. */
record RetryingClient(String name, String title, RetryStyle style) implements Contestant {

    private static final int IN_FLIGHT = 280;
    private static final long SEED = 1;

    @Override
    public Attempted run(LoadCase load, Simulator provider) throws InterruptedException {
        NaiveLoad given =
                new NaiveLoad(
                        provider.baseUrl(),
                        load.keys().stream().map(LoadKey::secret).toList(),
                        load.requests().stream()
                                .map(request -> request.body(BenchConfig.MODEL))
                                .toList(),
                        load.requests().size(),
                        IN_FLIGHT,
                        SEED,
                        style,
                        load.deadline());
        Watch watch = new Watch(load);
        Sampler sampler = Sampler.start(provider, watch, load.requests().size(), load.ideal());
        try (sampler) {
            NaiveClient.Outcome _ = NaiveClient.run(given, watch);
        }
        return new Attempted(watch, sampler);
    }
}
