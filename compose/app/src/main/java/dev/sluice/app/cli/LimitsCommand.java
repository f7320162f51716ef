package dev.sluice.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.app.health.http.LimitsClient;
import dev.sluice.dispatcher.admission.quota.LimitSelection;
import java.io.PrintWriter;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints how full the limits of customers, teams and virtual keys are. */
@Command(
        name = "limits",
        description = "Print how full the limits of customers, teams and virtual keys are.",
        mixinStandardHelpOptions = true)
final class LimitsCommand implements Callable<Integer> {

    private static final int NOT_WHOLE = 1;

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(names = "--customer", paramLabel = "ID", description = "Only of this customer.")
    private Optional<String> customer = Optional.empty();

    @Option(
            names = "--team",
            paramLabel = "ID",
            description = "Only of this team, its keys and its customer.")
    private Optional<String> team = Optional.empty();

    @Option(
            names = "--key",
            paramLabel = "ID",
            description = "Only of this virtual key, its team and its customer.")
    private Optional<String> virtualKey = Optional.empty();

    @Mixin private DispatcherOption dispatchers = new DispatcherOption();

    @Option(names = "--json", description = "One object.")
    private boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        PrintWriter err = spec.commandLine().getErr();
        Allowed.id("--customer", customer);
        Allowed.id("--team", team);
        Allowed.id("--key", virtualKey);
        LimitAnswers answers = new LimitAnswers(JSON.createObjectNode());
        ask(answers, err);
        if (answers.isOfNobody()) {
            throw new CommandFailure(nobody());
        }
        long unknown = answers.customersElsewhere();
        if (unknown > 0) {
            err.printf(
                    "%,d customers have their limits at a dispatcher that was not asked, or is starting; name all with --dispatcher%n",
                    unknown);
        }
        err.flush();
        print(answers.whole());
        return answers.isReady() && unknown == 0 ? 0 : NOT_WHOLE;
    }

    private void ask(LimitAnswers answers, PrintWriter err) {
        LimitSelection selection = new LimitSelection(customer, team, virtualKey);
        try (LimitsClient client = new LimitsClient()) {
            for (URI dispatcher : dispatchers.all()) {
                Optional<JsonNode> part = client.report(dispatcher, selection);
                part.ifPresent(answers::add);
                if (part.filter(each -> !each.path("ready").asBoolean()).isPresent()) {
                    err.printf("the dispatcher at %s is reading its state%n", dispatcher);
                }
            }
        }
    }

    private void print(JsonNode whole) throws JsonProcessingException {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JSON.writeValueAsString(whole));
        } else {
            new LimitsText(out, InstantSource.system().instant()).report(whole);
        }
        out.flush();
    }

    private String nobody() {
        List<String> asked = new ArrayList<>();
        virtualKey.ifPresent(id -> asked.add("virtual key '%s'".formatted(id)));
        team.ifPresent(id -> asked.add("team '%s'".formatted(id)));
        customer.ifPresent(id -> asked.add("customer '%s'".formatted(id)));
        return "the configuration in force has no "
                + (asked.isEmpty()
                        ? "customer"
                        : String.join(" of ", asked)
                                + ": check the id; without it `sluice limits` prints all that have limits");
    }
}
