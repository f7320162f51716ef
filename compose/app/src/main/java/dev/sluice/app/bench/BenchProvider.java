package dev.sluice.app.bench;

import dev.sluice.app.bench.plan.LoadCase;
import dev.sluice.app.bench.plan.LoadKey;
import dev.sluice.app.sim.Fault;
import dev.sluice.app.sim.KeyTroubles;
import dev.sluice.app.sim.Simulator;
import dev.sluice.app.sim.SimulatorConfig;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A fresh simulated provider for each client of each case: the same keys, rested. */
final class BenchProvider {

    private static final SimulatorConfig.Model MODEL =
            new SimulatorConfig.Model(
                    BenchConfig.MODEL, new BigDecimal("0.15"), new BigDecimal("0.60"));

    private BenchProvider() {}

    static Simulator start(LoadCase load) {
        List<SimulatorConfig.Key> keys =
                load.keys().stream()
                        .map(key ->
                                new SimulatorConfig.Key(
                                        key.id(),
                                        key.secret(),
                                        key.limits(),
                                        troubles(key, load.death())))
                        .toList();
        SimulatorConfig.Announces announces =
                load.known() == LoadCase.Known.NOTHING
                        ? SimulatorConfig.Announces.PAUSES
                        : SimulatorConfig.Announces.LIMITS;
        return Simulator.start(SimulatorConfig.of(keys, List.of(MODEL)).withAnnounces(announces));
    }

    private static KeyTroubles troubles(LoadKey key, LoadCase.Death death) {
        Fault how =
                switch (death) {
                    case UNAUTHORIZED -> Fault.UNAUTHORIZED;
                    case SERVER_ERROR -> Fault.SERVER_ERROR;
                };
        return new KeyTroubles(
                key.diesAfter().map(after -> new KeyTroubles.Death(after, how)),
                key.othersPerMinute() == 0
                        ? Optional.empty()
                        : Optional.of(Duration.ofMinutes(1).dividedBy(key.othersPerMinute())));
    }
}
