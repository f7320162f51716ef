package dev.sluice.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.app.roles.ClusterLink;
import dev.sluice.client.kafka.RequestPublisher;
import dev.sluice.client.wire.OutgoingRequest;
import dev.sluice.client.wire.Signer;
import dev.sluice.schemas.id.RequestId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
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

/** Publishes a batch file: the good lines run, the bad ones are named. */
@Command(
        name = "publish",
        description = "Publish a file of OpenAI Batch input lines; prints the request ids.",
        mixinStandardHelpOptions = true)
final class PublishCommand implements Callable<Integer> {

    /** What follows the object would be left out of the request. */
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final int UNACKNOWLEDGED_MAX = 1_000;

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private KafkaOption kafka = new KafkaOption();
    @Mixin private SecretOption secret = new SecretOption();

    @Parameters(paramLabel = "FILE", description = "A file, or - for standard input.")
    private String file = "-";

    @Option(
            names = "--key",
            paramLabel = "ID",
            required = true,
            description = "Id of the virtual key that the requests are charged to.")
    private String key = "";

    @Option(names = "--deadline", description = "An ISO instant, or a time from now such as 10m.")
    private Optional<String> deadline = Optional.empty();

    @Option(names = "--priority", description = "interactive, standard or batch.")
    private Optional<String> priority = Optional.empty();

    @Option(names = "--workflow", description = "Id of the workflow that the requests belong to.")
    private Optional<String> workflow = Optional.empty();

    @Option(
            names = "--fallback",
            paramLabel = "WORD",
            description = "allowed: another model of the route may answer. Default: none.")
    private Optional<String> fallback = Optional.empty();

    @Option(
            names = "--on-unreachable",
            paramLabel = "WORD",
            description = "refuse: where the line is longer than the time left. Default: wait.")
    private Optional<String> onUnreachable = Optional.empty();

    @Option(
            names = "--pin",
            paramLabel = "WORD",
            description = "model: the workflow keeps to the model that answers its first request.")
    private Optional<String> pin = Optional.empty();

    @Option(
            names = "--cache",
            paramLabel = "AGE",
            description = "An answer to an equal request will do, such as 10m, or \"10m any\".")
    private Optional<String> cache = Optional.empty();

    @Option(
            names = "--repeatable",
            paramLabel = "WORD",
            description = "false: never call again where a call may have been made. Default: true.")
    private Optional<String> repeatable = Optional.empty();

    private Signer signer = Signer.none("");
    private final Deque<CompletableFuture<RequestId>> unacknowledged = new ArrayDeque<>();
    private int published;
    private int bad;

    @Override
    public Integer call() throws IOException {
        signer = secret.signer(key, System.getenv());
        try (ClusterLink cluster = kafka.open();
                RequestPublisher publisher =
                        RequestPublisher.open(
                                cluster.bootstrapServers(),
                                cluster.topics().requestsTopicId(),
                                cluster.topics().stagePartitions(),
                                InstantSource.system());
                BufferedReader lines = input()) {
            publishAll(lines, publisher);
        }
        PrintWriter err = spec.commandLine().getErr();
        err.printf(
                "published %d requests%s%n",
                published, bad == 0 ? "" : ", left out " + bad + " bad lines");
        err.flush();
        return bad == 0 ? 0 : 1;
    }

    private void publishAll(BufferedReader lines, RequestPublisher publisher) {
        int number = 0;
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                publish(line, number, publisher);
            }
        } catch (IOException e) {
            acknowledge(0);
            String kind = e.getClass().getSimpleName();
            throw new CommandFailure(
                    "cannot read %s beyond line %d: %s; is it UTF-8?".formatted(file, number, kind),
                    e);
        }
        acknowledge(0);
    }

    private void publish(String line, int number, RequestPublisher publisher) {
        if (line.isBlank()) {
            return;
        }
        Optional<String> fault = fault(line);
        if (fault.isPresent()) {
            bad++;
            spec.commandLine().getErr().printf("line %d: %s%n", number, fault.get());
        } else {
            unacknowledged.add(publisher.publish(request(line)));
            acknowledge(UNACKNOWLEDGED_MAX);
        }
    }

    /** Prints ids of the oldest until at most {@code left} are open. */
    private void acknowledge(int left) {
        PrintWriter out = spec.commandLine().getOut();
        while (unacknowledged.size() > left) {
            try {
                out.println(unacknowledged.remove().join());
                published++;
            } catch (CompletionException e) {
                throw new CommandFailure(
                        "Kafka did not take a request after %d: %s"
                                .formatted(published, String.valueOf(e.getCause())),
                        e);
            }
        }
        out.flush();
    }

    private OutgoingRequest request(String line) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(OutgoingRequest.KEY_HEADER, key);
        deadline.ifPresent(text -> headers.put("sluice-deadline", text));
        priority.ifPresent(text -> headers.put("sluice-priority", text));
        workflow.ifPresent(text -> headers.put("sluice-workflow", text));
        fallback.ifPresent(text -> headers.put("sluice-fallback", text));
        onUnreachable.ifPresent(text -> headers.put("sluice-on-unreachable", text));
        pin.ifPresent(text -> headers.put("sluice-pin", text));
        cache.ifPresent(text -> headers.put("sluice-cache", text));
        repeatable.ifPresent(text -> headers.put("sluice-repeatable", text));
        ByteBuffer value = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        return signer.sign(new OutgoingRequest(Optional.empty(), value, headers));
    }

    /** Why a line of the file cannot be published; empty where it can. */
    static Optional<String> fault(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            return node.path("body").isObject()
                    ? Optional.empty()
                    : Optional.of(
                            "no object \"body\"; a line is {\"custom_id\",\"method\",\"url\",\"body\"}");
        } catch (JsonProcessingException e) {
            return Optional.of("not JSON: " + e.getOriginalMessage());
        }
    }

    private BufferedReader input() {
        if (file.equals("-")) {
            return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        }
        try {
            return Files.newBufferedReader(Path.of(file));
        } catch (IOException e) {
            throw new CommandFailure(
                    "cannot read " + file + ": " + e.getClass().getSimpleName(), e);
        }
    }
}
