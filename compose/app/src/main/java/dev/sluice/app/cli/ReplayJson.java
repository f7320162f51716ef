package dev.sluice.app.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.sluice.app.replay.KnownRequest;
import dev.sluice.app.replay.ReplayPlan;
import dev.sluice.app.replay.ReplaySummary;
import dev.sluice.app.replay.ReplaySummary.Fate;
import dev.sluice.app.replay.Verdict;
import dev.sluice.app.replay.kafka.ReplayResults;
import dev.sluice.schemas.id.RequestId;
import dev.sluice.schemas.money.PicoUsd;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One object for a program, written at the end. */
final class ReplayJson implements ReplayReport {

    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

    private final PrintWriter out;
    private final Map<RequestId, RequestId> published = new HashMap<>();
    private final Map<RequestId, ReplayResults.Outcome> outcomes = new HashMap<>();
    private ReplayPlan plan = new ReplayPlan(List.of(), new TreeMap<>());

    ReplayJson(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void planned(ReplayPlan planned) {
        plan = planned;
    }

    @Override
    public void published(RequestId original, RequestId replay) {
        published.put(original, replay);
    }

    @Override
    public void publishedAll(int count) {}

    @Override
    public void ended(Map<RequestId, RequestId> all, Map<RequestId, ReplayResults.Outcome> ended) {
        outcomes.putAll(ended);
    }

    @Override
    public void done() {
        // The writer stays open: it is the program's.
        try (JsonGenerator json =
                FACTORY.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            json.writeStartObject();
            summary(json, ReplaySummary.of(plan));
            json.writeArrayFieldStart("partitions");
            for (var stretch : plan.selected().entrySet()) {
                json.writeStartObject();
                json.writeNumberField("partition", stretch.getKey());
                json.writeNumberField("first", stretch.getValue().first());
                json.writeNumberField("last", stretch.getValue().last());
                json.writeNumberField("requests", stretch.getValue().count());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("requests");
            for (ReplayPlan.Item item : plan.items()) {
                request(json, item);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing the report", e);
        }
        out.println();
        out.flush();
    }

    private void summary(JsonGenerator json, ReplaySummary summary) throws IOException {
        json.writeNumberField("selected", plan.selectedCount());
        for (Fate fate : Fate.values()) {
            json.writeNumberField(word(fate), summary.count(fate));
        }
        json.writeNumberField("cost_max_usd", summary.boundUsd());
        json.writeNumberField("spent_usd", summary.spentUsd());
        json.writeNumberField("published", published.size());
        json.writeNumberField("cost_usd", ReplayText.cost(outcomes));
    }

    private void request(JsonGenerator json, ReplayPlan.Item item) throws IOException {
        KnownRequest request = item.request();
        json.writeStartObject();
        json.writeStringField("id", request.id().toString());
        text(json, "workflow", request.workflow());
        text(json, "step", request.step());
        json.writeStringField("verdict", word(Fate.of(item.verdict())));
        switch (item.verdict()) {
            case Verdict.Answered(RequestId by) -> json.writeStringField("by", by.toString());
            case Verdict.InProgress(RequestId by) -> json.writeStringField("by", by.toString());
            case Verdict.Left(var status) -> json.writeStringField("status", status.word());
            case Verdict.Cannot(String why) -> json.writeStringField("why", why);
            case Verdict.Wanted wanted -> wanted(json, wanted);
            case Verdict.Ready ready -> {
                wanted(json, ready.wanted());
                json.writeNumberField("cost_max_usd", PicoUsd.toUsd(ready.boundPicos()));
                json.writeNumberField("deadline_ms", ready.length().toMillis());
            }
        }
        RequestId replay = published.get(request.id());
        if (replay != null) {
            json.writeStringField("published", replay.toString());
            outcome(json, Optional.ofNullable(outcomes.get(replay)));
        }
        json.writeEndObject();
    }

    private static void wanted(JsonGenerator json, Verdict.Wanted wanted) throws IOException {
        json.writeStringField("status", word(wanted.end().status()));
        json.writeStringField("error", wanted.end().error());
        json.writeStringField("replay_of", wanted.root().toString());
        json.writeNumberField("spent_usd", PicoUsd.toUsd(wanted.spentPicos()));
    }

    private static void outcome(JsonGenerator json, Optional<ReplayResults.Outcome> outcome)
            throws IOException {
        if (outcome.isPresent()) {
            json.writeStringField("result", word(outcome.get().status()));
            json.writeNumberField("cost_usd", PicoUsd.toUsd(outcome.get().costPicos()));
        }
    }

    private static void text(JsonGenerator json, String name, Optional<String> text)
            throws IOException {
        if (text.isPresent()) {
            json.writeStringField(name, text.get());
        }
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
