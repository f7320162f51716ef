package dev.sluice.app.cli;

import dev.sluice.app.demo.Demo;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The demonstration. */
@Command(
        name = "demo",
        description =
                "Seven agents publish a thousand requests at once against five keys of a simulated provider.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(names = "--json", description = "Print one JSON object instead of the summary.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter progress = json ? spec.commandLine().getErr() : out;
        Demo.Result result = Demo.run(progress);
        out.println(json ? result.json() : result.summary());
        out.flush();
        PrintWriter err = spec.commandLine().getErr();
        result.faults().forEach(fault -> err.println("does not add up: " + fault));
        err.flush();
        return result.faults().isEmpty() ? 0 : 1;
    }
}
