package dev.sluice.app.cli;

import dev.sluice.app.kafka.TopicSnapshot;
import dev.sluice.app.roles.ClusterLink;
import dev.sluice.client.kafka.ResultsReader;
import dev.sluice.delivery.ResultLine;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.topic.Topics;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints results. */
@Command(
        name = "results",
        description = "Print the results that are there, one a line.",
        mixinStandardHelpOptions = true)
final class ResultsCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private KafkaOption kafka = new KafkaOption();

    @Option(
            names = "--json",
            description = "Lines of the OpenAI Batch output format, with a `sluice` object.")
    private boolean json;

    @Option(
            names = {"-f", "--follow"},
            description = "Then go on with new ones until Ctrl-C.")
    private boolean follow;

    @Override
    public Integer call() throws InterruptedException {
        try (ClusterLink cluster = kafka.open()) {
            if (follow) {
                return follow(cluster);
            }
            TopicSnapshot.read(
                    cluster.bootstrapServers(),
                    cluster.registry(),
                    Topics.RESULTS,
                    (_, result) -> print(result));
            spec.commandLine().getOut().flush();
            return 0;
        }
    }

    private int follow(ClusterLink cluster) throws InterruptedException {
        ResultsReader reader =
                ResultsReader.start(
                        cluster.bootstrapServers(),
                        cluster.registry(),
                        ResultsReader.From.BEGINNING,
                        this::printNow,
                        InstantSource.system());
        return StopSignal.serve(
                reader,
                () -> reader.failure().map(List::of).orElse(List.of()),
                spec.commandLine().getErr(),
                () -> {});
    }

    private void printNow(InferenceResult result) {
        print(result);
        spec.commandLine().getOut().flush();
    }

    private void print(InferenceResult result) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? ResultLine.json(result) : ResultText.of(result));
    }
}
