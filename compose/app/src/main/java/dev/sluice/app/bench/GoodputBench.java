package dev.sluice.app.bench;

import dev.sluice.app.bench.plan.Fairness;
import dev.sluice.app.bench.plan.Figures;
import dev.sluice.app.bench.plan.LoadCase;
import dev.sluice.app.sim.RetryStyle;
import dev.sluice.app.sim.Simulator;
import dev.sluice.app.sim.Tally;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How much of what a key pool allows is used: by Sluice, by OpenAI's SDK, and by a client that
 * backs off, one after the other, each with a fresh copy of the same provider. One thread.
 */
public final class GoodputBench {

    /** Sluice's are judged; the others are there to be compared with. */
    private static final Contestant SLUICE = new WholeSluice("sluice", "Sluice");

    private static final List<Contestant> CONTESTANTS =
            List.of(
                    SLUICE,
                    new RetryingClient("sdk", "SDK defaults", RetryStyle.SDK),
                    new RetryingClient("backoff", "backoff and jitter", RetryStyle.BACKOFF));

    /**
     * What to run and where to put it.
     *
     * @param cases names; empty: all
     * @param pictures a folder, made where it is not there
     */
    public record Options(
            List<String> cases, LoadCase.Size size, Optional<Path> json, Optional<Path> pictures) {
        public Options {
            cases = List.copyOf(cases);
        }
    }

    private final PrintWriter out;
    private final List<CaseRun> runs = new ArrayList<>();

    private GoodputBench(PrintWriter out) {
        this.out = out;
    }

    /** Names of all cases, each with what it is. */
    public static List<String> caseNames() {
        return LoadCase.all(LoadCase.Size.FULL).stream().map(LoadCase::name).toList();
    }

    /**
     * Runs, prints a table, and returns a line for each bound that was missed.
     *
     * @throws IllegalArgumentException where there is no such case, or a file could not be written
     *     in the end; nothing was started then
     */
    public static List<String> run(Options options, PrintWriter out) throws InterruptedException {
        List<LoadCase> cases = chosen(options);
        options.json().ifPresent(GoodputFiles::checkJson);
        options.pictures().ifPresent(GoodputFiles::checkPictures);
        return run(cases, options, out);
    }

    /** Of cases that need not have a name there. */
    static List<String> run(List<LoadCase> cases, Options options, PrintWriter out)
            throws InterruptedException {
        GoodputBench bench = new GoodputBench(out);
        for (LoadCase load : cases) {
            bench.add(load);
        }
        options.json().ifPresent(file -> GoodputFiles.writeJson(file, bench.runs));
        options.pictures().ifPresent(folder -> GoodputFiles.writePictures(folder, bench.runs));
        return bench.missed(options.size());
    }

    /** One case by one contestant. */
    record ClientRun(Contestant contestant, Figures figures, List<Sampler.Moment> moments) {}

    /** One case by all, Sluice first. */
    record CaseRun(LoadCase load, List<ClientRun> clients) {
        Figures sluice() {
            return clients.getFirst().figures();
        }
    }

    private void add(LoadCase load) throws InterruptedException {
        out.printf("%n%s: %,d requests; %s%n", load.name(), load.requests().size(), load.what());
        out.println(Figures.head());
        List<ClientRun> clients = new ArrayList<>();
        for (Contestant contestant : CONTESTANTS) {
            ClientRun run = run(load, contestant);
            out.println(run.figures().row(load));
            out.flush();
            clients.add(run);
        }
        runs.add(new CaseRun(load, clients));
    }

    private ClientRun run(LoadCase load, Contestant contestant) throws InterruptedException {
        try (Simulator provider = BenchProvider.start(load)) {
            Contestant.Attempted done = contestant.run(load, provider);
            Tally tally = provider.tally();
            Watch watch = done.watch();
            List<Fairness.Served> served = watch.served();
            Figures figures =
                    new Figures(
                            contestant.name(),
                            load.requests().size(),
                            served.size(),
                            watch.failedEarly(),
                            tally.calls(),
                            tally.refused429(),
                            Fairness.jain(served, load.customers(), load.atOnce()),
                            watch.elapsed(),
                            load.ideal());
            if (provider.refusedToOthers() > 0) {
                out.printf(
                        "  beside %s, the other user of a key met %,d 429s%n",
                        contestant.name(), provider.refusedToOthers());
            }
            return new ClientRun(contestant, figures, done.sampler().moments());
        }
    }

    private List<String> missed(LoadCase.Size size) {
        return runs.stream()
                .flatMap(run ->
                        run.sluice().missed(run.load(), size).stream()
                                .map(line -> run.load().name() + ": " + line))
                .toList();
    }

    private static List<LoadCase> chosen(Options options) {
        List<LoadCase> all = LoadCase.all(options.size());
        for (String name : options.cases()) {
            if (all.stream().noneMatch(load -> load.name().equals(name))) {
                throw new IllegalArgumentException(
                        "there is no case '%s'; there are %s"
                                .formatted(name, String.join(", ", caseNames())));
            }
        }
        return all.stream()
                .filter(load -> options.cases().isEmpty() || options.cases().contains(load.name()))
                .toList();
    }
}
