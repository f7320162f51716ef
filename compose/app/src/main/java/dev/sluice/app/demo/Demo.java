package dev.sluice.app.demo;

import dev.sluice.app.roles.AllInOne;
import dev.sluice.app.roles.AllInOneSettings;
import dev.sluice.app.sim.Simulator;
import dev.sluice.app.sim.Tally;
import dev.sluice.config.secret.SecretResolver;
import dev.sluice.config.yaml.ConfigParser;
import dev.sluice.config.yaml.ParsedConfig;
import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The demonstration from start to end: everything in this process and in a folder that is removed
 * afterwards. One thread.
 */
public final class Demo {

    /** What came out, for programs and for people. */
    public record Result(String json, String summary, List<String> faults) {
        public Result {
            faults = List.copyOf(faults);
        }
    }

    private static final Duration WARM_UP_MAX = Duration.ofMinutes(1);
    private static final Duration BURST_MAX = Duration.ofMinutes(2);

    private final DemoPlan plan;
    private final ProgressDisplay display;
    private final InstantSource clock = InstantSource.system();

    private Demo(DemoPlan plan, ProgressDisplay display) {
        this.plan = plan;
        this.display = display;
    }

    /** Runs the standard plan. {@code progress}: where to show what is going on. */
    public static Result run(PrintWriter progress) throws InterruptedException {
        boolean terminal =
                Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
        return run(DemoPlan.STANDARD, new ProgressDisplay(progress, terminal));
    }

    /** A short run with everything in it and no claim about time: nobody watches. */
    public static void rehearse(PrintWriter progress) throws InterruptedException {
        Result _ = run(DemoPlan.REHEARSAL, new ProgressDisplay(progress, false));
    }

    static Result run(DemoPlan plan, ProgressDisplay display) throws InterruptedException {
        return new Demo(plan, display).run();
    }

    private Result run() throws InterruptedException {
        try (ScratchFolder folder = ScratchFolder.create("sluice-demo");
                Simulator provider = DemoProvider.start(plan)) {
            display.step(
                    "Starting Kafka, registry, all roles and a simulated provider in one process …");
            try (AllInOne all =
                    AllInOne.start(
                            AllInOneSettings.anywhere(folder.path()),
                            configuration(provider.port()),
                            SecretResolver.of(Map.of()),
                            clock)) {
                return measure(all, provider);
            }
        }
    }

    private Result measure(AllInOne all, Simulator provider) throws InterruptedException {
        warmUp(all);
        Burst burst = burst(all, provider);
        display.step("Waiting for the ledger, and verifying the audit log …");
        Books books = Books.settled(all, provider);
        Tally tally = provider.tally();
        DemoReport report = report(burst, tally, books);
        display.step(
                "The same provider, without Sluice: %d requests, %d at once, by a client that retries by itself …"
                        .formatted(plan.rivalRequests(), plan.rivalInFlight()));
        Rival rival = Rival.run(plan);
        return new Result(
                report.json(),
                DemoSummary.of(plan, report, rival, tally, books.spend()),
                report.faults());
    }

    /**
     * The JVM and every stage are warm before the clock starts: that is said, and none of it is in
     * a tally.
     */
    private void warmUp(AllInOne all) {
        display.step(
                "Warming up: %d requests to an echo lane inside Sluice, which is in no tally …"
                        .formatted(plan.warmUpRequests()));
        try (AgentFleet fleet = AgentFleet.open(all.cluster(), 1, clock)) {
            fleet.publish(warmUpRequests());
            if (!fleet.await(plan.warmUpRequests(), WARM_UP_MAX, () -> {})) {
                throw new IllegalStateException(
                        "only %d of %d warm-up requests came back within %d s: %s"
                                .formatted(
                                        fleet.count().standing().results(),
                                        plan.warmUpRequests(),
                                        WARM_UP_MAX.toSeconds(),
                                        all.failures()));
            }
        }
    }

    private Burst burst(AllInOne all, Simulator provider) {
        List<WorkloadRequest> requests =
                Workload.bundled().requests(plan.requests(), plan.agents(), DemoConfig.MODEL);
        try (AgentFleet fleet = AgentFleet.open(all.cluster(), plan.agents(), clock)) {
            display.step(
                    "%d agents publish %,d requests in one burst against %d keys of %d requests/min, burst %d:"
                            .formatted(
                                    plan.agents(),
                                    plan.requests(),
                                    plan.keys(),
                                    plan.perMinute(),
                                    plan.burst()));
            long start = System.nanoTime();
            fleet.publish(requests);
            fleet.await(plan.requests(), BURST_MAX, () -> show(fleet, provider, start));
            Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
            show(fleet, provider, start);
            display.done();
            return new Burst(fleet.count().standing(), elapsed);
        }
    }

    private void show(AgentFleet fleet, Simulator provider, long start) {
        display.show(
                fleet.count().standing(),
                plan.requests(),
                provider.inFlight(),
                Duration.ofNanos(System.nanoTime() - start));
    }

    private DemoReport report(Burst burst, Tally tally, Books books) {
        return new DemoReport(
                plan.requests(),
                burst.standing().answered(),
                burst.standing().refused429(),
                tally.calls(),
                tally.refused429(),
                burst.elapsed(),
                plan.ideal(),
                books.usd(),
                tally.costUsd(),
                books.audit());
    }

    private List<WorkloadRequest> warmUpRequests() {
        return Workload.bundled().requests(plan.warmUpRequests(), 1, DemoConfig.ECHO_MODEL).stream()
                .map(WorkloadRequest::asWarmUp)
                .toList();
    }

    private ParsedConfig.Valid configuration(int simulatorPort) {
        ParsedConfig parsed =
                ConfigParser.parse(DemoConfig.yaml(plan, simulatorPort), "the demonstration");
        return switch (parsed) {
            case ParsedConfig.Valid valid -> valid;
            case ParsedConfig.Invalid invalid -> throw new IllegalStateException(invalid.report());
        };
    }

    private record Burst(FleetCount.Standing standing, Duration elapsed) {}
}
