package dev.sluice.app.cli;

import dev.sluice.app.bench.GoodputBench;
import dev.sluice.app.bench.plan.LoadCase;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How much of what the keys allow is used, beside clients without Sluice. */
@Command(
        name = "goodput",
        description = "Sluice beside clients that retry by themselves, each on the same keys.",
        mixinStandardHelpOptions = true)
final class GoodputCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--case",
            paramLabel = "NAME",
            description = "Only this case; may be given again (default: all).")
    private List<String> cases = new ArrayList<>();

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there, too.")
    private Optional<Path> json = Optional.empty();

    @Option(names = "--svg", paramLabel = "DIR", description = "Draw a picture of each case there.")
    private Optional<Path> svg = Optional.empty();

    @Option(
            names = "--quick",
            description = "A fifth of each load, for a look; goodput is not judged.")
    private boolean quick;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        LoadCase.Size size = quick ? LoadCase.Size.QUICK : LoadCase.Size.FULL;
        return BenchCommand.judge(
                GoodputBench.run(new GoodputBench.Options(cases, size, json, svg), out), out);
    }
}
