package dev.sluice.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.app.roles.ClusterLink;
import dev.sluice.app.roles.SpendReader;
import dev.sluice.ledger.spend.Scope;
import dev.sluice.ledger.spend.SpendKey;
import dev.sluice.ledger.spend.SpendReport;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints what the ledger has added up. */
@Command(
        name = "spend",
        description = "Print the running spend by customer, team, key, model and provider key.",
        mixinStandardHelpOptions = true)
final class SpendCommand implements Callable<Integer> {

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private KafkaOption kafka = new KafkaOption();

    @Option(names = "--json", description = "One object: all windows, or those of --day.")
    private boolean json;

    @Option(
            names = "--day",
            paramLabel = "YYYY-MM-DD",
            converter = Day.class,
            description = "One UTC day instead of the total.")
    private Optional<LocalDate> day = Optional.empty();

    @Override
    public Integer call() {
        try (ClusterLink cluster = kafka.open()) {
            SpendReport report = SpendReader.read(cluster);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(json(report));
            } else {
                print(report, out);
            }
            out.flush();
            return 0;
        }
    }

    private String window() {
        return day.map(LocalDate::toString).orElse(SpendKey.TOTAL);
    }

    private void print(SpendReport report, PrintWriter out) {
        String window = window();
        for (Scope scope : Scope.values()) {
            List<SpendReport.Line> lines = report.lines(scope, window);
            out.printf(
                    "%-36s %9s %9s %12s %12s %16s%n",
                    title(scope), "calls", "unknown", "tokens in", "tokens out", "USD");
            lines.forEach(line -> print(line, out));
            out.println();
        }
        out.printf("%-36s %62s%n", "all customers, " + window, report.usd(window).toPlainString());
    }

    private static void print(SpendReport.Line line, PrintWriter out) {
        out.printf(
                "  %-34s %,9d %,9d %,12d %,12d %16s%n",
                line.id(),
                line.calls(),
                line.unknown(),
                line.inputTokens(),
                line.outputTokens(),
                line.usd().toPlainString());
    }

    private static String write(ObjectNode root) {
        try {
            return JSON.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is JSON", e);
        }
    }

    private static String title(Scope scope) {
        return scope.text().replace('_', ' ');
    }

    private String json(SpendReport report) {
        ObjectNode root = JSON.createObjectNode();
        root.put("total_usd", report.usd(window()));
        ArrayNode lines = root.putArray("spend");
        for (SpendReport.Line line : report.lines()) {
            if (day.isPresent() && !line.window().equals(window())) {
                continue;
            }
            lines.addObject()
                    .put("scope", line.scope())
                    .put("id", line.id())
                    .put("window", line.window())
                    .put("calls", line.calls())
                    .put("answered", line.answered())
                    .put("unknown", line.unknown())
                    .put("input_tokens", line.inputTokens())
                    .put("output_tokens", line.outputTokens())
                    .put("usd", line.usd())
                    .put("unknown_usd", line.unknownUsd());
        }
        return write(root);
    }
}
