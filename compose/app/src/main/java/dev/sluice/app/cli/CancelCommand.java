package dev.sluice.app.cli;

import dev.sluice.app.roles.ClusterLink;
import dev.sluice.client.kafka.RequestPublisher;
import dev.sluice.client.wire.OutgoingCancel;
import dev.sluice.client.wire.Signer;
import dev.sluice.schemas.id.RequestId;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks that requests be ended. What comes of it stands in their results. */
@Command(
        name = "cancel",
        description = "End requests by their ids; their results say what came of it.",
        mixinStandardHelpOptions = true)
final class CancelCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private KafkaOption kafka = new KafkaOption();
    @Mixin private SecretOption secret = new SecretOption();

    @Parameters(
            paramLabel = "REQUEST_ID",
            arity = "1..*",
            description = "As `publish` printed them.")
    private List<String> requestIds = List.of();

    @Option(
            names = "--key",
            paramLabel = "ID",
            required = true,
            description = "Id of a virtual key of the customer whose requests they are.")
    private String key = "";

    @Option(names = "--reason", description = "For people: stands in the results.")
    private Optional<String> reason = Optional.empty();

    @Override
    public Integer call() {
        List<RequestId> ids = requestIds.stream().map(RequestIds::read).toList();
        Signer signer = secret.signer(key, System.getenv());
        try (ClusterLink cluster = kafka.open();
                RequestPublisher publisher =
                        RequestPublisher.open(
                                cluster.bootstrapServers(),
                                cluster.topics().requestsTopicId(),
                                cluster.topics().stagePartitions(),
                                InstantSource.system())) {
            ids.stream()
                    .map(id -> signer.sign(new OutgoingCancel(id, Optional.empty(), key, reason)))
                    .map(publisher::cancel)
                    .toList()
                    .forEach(CancelCommand::await);
        }
        PrintWriter err = spec.commandLine().getErr();
        err.printf("asked for the end of %d request%s%n", ids.size(), ids.size() == 1 ? "" : "s");
        err.flush();
        return 0;
    }

    private static void await(CompletableFuture<RequestId> taken) {
        try {
            taken.join();
        } catch (CompletionException e) {
            throw new CommandFailure("Kafka did not take the wish: " + e.getCause(), e);
        }
    }
}
