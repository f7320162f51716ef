package dev.sluice.app.demo;

import dev.sluice.app.sim.Simulator;
import dev.sluice.app.sim.SimulatorConfig;
import dev.sluice.config.Limit;
import dev.sluice.config.Window;
import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalLong;

/** The demonstration's provider: as many keys as planned, rested, each with a bucket of its own. */
final class DemoProvider {

    private static final int CONCURRENT = 100;

    private DemoProvider() {}

    static Simulator start(DemoPlan plan) {
        List<Limit> limits =
                List.of(
                        new Limit.Requests(
                                plan.perMinute(),
                                new Window(1, Window.Unit.MINUTES),
                                OptionalLong.of(plan.burst())),
                        new Limit.Concurrent(CONCURRENT));
        List<SimulatorConfig.Key> keys =
                plan.keyIds().stream()
                        .map(id -> new SimulatorConfig.Key(id, DemoConfig.secretOf(id), limits))
                        .toList();
        SimulatorConfig.Model model =
                new SimulatorConfig.Model(
                        DemoConfig.MODEL, new BigDecimal("0.15"), new BigDecimal("0.60"));
        return Simulator.start(
                SimulatorConfig.of(keys, List.of(model)).withLatency(plan.latency()));
    }
}
