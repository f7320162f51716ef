package dev.sluice.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.app.health.http.QueueClient;
import java.io.PrintWriter;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what waits for providers, or where one request stands. */
@Command(
        name = "queue",
        description = "Print what waits for providers, or where one request stands.",
        mixinStandardHelpOptions = true)
final class QueueCommand implements Callable<Integer> {

    private static final int NOT_WHOLE = 1;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "REQUEST_ID",
            arity = "0..1",
            description = "Only this request: how many go before it, and when it is expected to.")
    private Optional<String> requestId = Optional.empty();

    @Mixin private DispatcherOption dispatchers = new DispatcherOption();

    @Option(names = "--json", description = "One object.")
    private boolean json;

    @Override
    public Integer call() {
        requestId.ifPresent(RequestIds::read);
        try (QueueClient client = new QueueClient()) {
            return requestId.isPresent() ? find(client, requestId.get()) : report(client);
        }
    }

    private int report(QueueClient client) {
        PrintWriter out = spec.commandLine().getOut();
        ObjectNode whole = new JsonMapper().createObjectNode().put("ready", true);
        ArrayNode pools = whole.putArray("pools");
        for (URI dispatcher : dispatchers.all()) {
            JsonNode part = client.report(dispatcher);
            part.path("pools").forEach(pools::add);
            if (!part.path("ready").asBoolean()) {
                whole.put("ready", false);
                spec.commandLine()
                        .getErr()
                        .printf("the dispatcher at %s is reading its state%n", dispatcher);
            }
        }
        if (json) {
            out.println(whole);
        } else {
            new QueueText(out, InstantSource.system().instant()).report(pools);
        }
        out.flush();
        return whole.path("ready").asBoolean() ? 0 : NOT_WHOLE;
    }

    private int find(QueueClient client, String id) {
        PrintWriter out = spec.commandLine().getOut();
        for (URI dispatcher : dispatchers.all()) {
            Optional<JsonNode> found = client.find(dispatcher, id);
            if (found.isPresent()) {
                if (json) {
                    out.println(found.get());
                } else {
                    new QueueText(out, InstantSource.system().instant()).position(found.get());
                }
                out.flush();
                return 0;
            }
        }
        PrintWriter err = spec.commandLine().getErr();
        err.printf(
                "%s does not wait for a provider: it went to one, has its result, or waits for its customer's limits%n",
                id);
        err.flush();
        return NOT_WHOLE;
    }
}
