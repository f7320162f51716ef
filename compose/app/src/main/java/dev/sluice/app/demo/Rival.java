package dev.sluice.app.demo;

import dev.sluice.app.sim.NaiveClient;
import dev.sluice.app.sim.NaiveLoad;
import dev.sluice.app.sim.Simulator;
import java.time.Duration;

/**
 * What a client that retries by itself got from a rested provider of the same kind, on a shorter
 * load.
 *
 * @param refused429 of {@code calls}, as the provider counted them
 */
record Rival(int requests, int answered, long calls, long refused429, Duration elapsed) {

    private static final long SEED = 1;

    static Rival run(DemoPlan plan) throws InterruptedException {
        try (Simulator provider = DemoProvider.start(plan)) {
            NaiveClient.Outcome result =
                    NaiveClient.run(
                            new NaiveLoad(
                                    provider.baseUrl(),
                                    plan.keyIds().stream().map(DemoConfig::secretOf).toList(),
                                    Workload.bundled().bodies(DemoConfig.MODEL),
                                    plan.rivalRequests(),
                                    plan.rivalInFlight(),
                                    SEED));
            return new Rival(
                    plan.rivalRequests(),
                    result.answered(),
                    provider.tally().calls(),
                    provider.tally().refused429(),
                    result.elapsed());
        }
    }
}
