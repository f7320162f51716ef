package dev.sluice.app.cli;

import dev.sluice.app.replay.KnownRequest;
import dev.sluice.app.replay.ReplayPlan;
import dev.sluice.app.replay.ReplayStatus;
import dev.sluice.app.replay.ReplaySummary;
import dev.sluice.app.replay.ReplaySummary.Fate;
import dev.sluice.app.replay.Verdict;
import dev.sluice.app.replay.kafka.ReplayResults;
import dev.sluice.schemas.id.RequestId;
import dev.sluice.schemas.money.PicoUsd;
import dev.sluice.schemas.record.ResultStatus;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** For a person with 100 columns. */
final class ReplayText implements ReplayReport {

    private static final int LISTED_MAX = 50;
    private static final int WORKFLOWS_MAX = 10;
    private static final int NAME_WIDTH = 34;
    private static final int WHY_WIDTH = 34;

    /** How many requests of a kind are listed. */
    enum Listed {
        /** The first 50. */
        SOME,
        ALL
    }

    private final PrintWriter out;
    private final Listed listed;

    ReplayText(PrintWriter out, Listed listed) {
        this.out = out;
        this.listed = listed;
    }

    @Override
    public void planned(ReplayPlan plan) {
        int selected = plan.selectedCount();
        int repeats = Math.max(0, selected - plan.items().size());
        line(
                "selected",
                selected,
                repeats == 0 ? "" : "%,d of them repeat others".formatted(repeats));
        plan.selected()
                .forEach((partition, stretch) ->
                        out.printf(
                                "  partition %-2d%,7d  offsets %d to %d%n",
                                partition, stretch.count(), stretch.first(), stretch.last()));
        ReplaySummary summary = ReplaySummary.of(plan);
        counts(summary);
        if (summary.byWorkflow().size() > 1 && summary.byWorkflow().size() <= WORKFLOWS_MAX) {
            workflows(summary.byWorkflow());
        }
        list(plan, Fate.REPLAY, "to replay", "ended as", "at most USD");
        list(plan, Fate.CANNOT, "cannot be replayed", "why", "");
        list(plan, Fate.IN_PROGRESS, "in progress", "", "");
        out.flush();
    }

    private void counts(ReplaySummary summary) {
        line(summary, Fate.ANSWERED, "answered", "");
        line(
                summary,
                Fate.IN_PROGRESS,
                "in progress",
                summary.count(Fate.IN_PROGRESS) == 0 ? "" : "no result yet: left alone");
        if (summary.count(Fate.LEFT) > 0) {
            line(summary, Fate.LEFT, "left", "ended in a way that was not asked for: --status");
        }
        if (summary.count(Fate.CANNOT) > 0) {
            line(summary, Fate.CANNOT, "cannot", "see below");
        }
        line(
                summary,
                Fate.REPLAY,
                "to replay",
                summary.count(Fate.REPLAY) == 0
                        ? ""
                        : "at most %s USD at the prices in force; so far %s USD spent"
                                .formatted(usd(summary.boundUsd()), usd(summary.spentUsd())));
    }

    private void line(ReplaySummary summary, Fate fate, String word, String remark) {
        line(word, summary.count(fate), remark);
    }

    private void line(String word, long count, String remark) {
        out.println("%-13s %,7d  %s".formatted(word, count, remark).stripTrailing());
    }

    private void workflows(Map<String, Map<Fate, Integer>> byWorkflow) {
        String form = "%-50s %9s %12s %7s %7s %10s%n";
        out.println();
        out.printf(form, "workflow", "answered", "in progress", "left", "cannot", "to replay");
        byWorkflow.forEach((workflow, counts) ->
                out.printf(
                        form,
                        cut(workflow.isEmpty() ? "-" : workflow, 50),
                        counts.getOrDefault(Fate.ANSWERED, 0),
                        counts.getOrDefault(Fate.IN_PROGRESS, 0),
                        counts.getOrDefault(Fate.LEFT, 0),
                        counts.getOrDefault(Fate.CANNOT, 0),
                        counts.getOrDefault(Fate.REPLAY, 0)));
    }

    private void list(ReplayPlan plan, Fate fate, String title, String second, String third) {
        List<ReplayPlan.Item> items =
                plan.items().stream().filter(item -> Fate.of(item.verdict()) == fate).toList();
        if (items.isEmpty()) {
            return;
        }
        int shown = listed == Listed.ALL ? items.size() : LISTED_MAX;
        out.println();
        row(title, "workflow/step", second, third);
        items.stream().limit(shown).forEach(this::item);
        if (items.size() > shown) {
            out.printf("… and %,d more: --verbose lists them all%n", items.size() - shown);
        }
    }

    private void item(ReplayPlan.Item item) {
        KnownRequest request = item.request();
        String position = request.id().partition() + ":" + request.id().offset();
        String name = cut(name(request), NAME_WIDTH);
        switch (item.verdict()) {
            case Verdict.Ready(Verdict.Wanted wanted, long bound, _) ->
                    row(position, name, ended(wanted), usd(PicoUsd.toUsd(bound)));
            case Verdict.Cannot(String why) -> row(position, name, why, "");
            case Verdict.InProgress _, Verdict.Wanted _ -> row(position, name, "", "");
            case Verdict.Answered _, Verdict.Left _ -> {}
        }
    }

    private void row(String first, String name, String second, String third) {
        out.println("%-18s %-34s %-34s %11s".formatted(first, name, second, third).stripTrailing());
    }

    private static String name(KnownRequest request) {
        Optional<String> step = request.step();
        return request.workflow().orElse("-") + step.map(it -> "/" + it).orElse("");
    }

    private static String ended(Verdict.Wanted wanted) {
        String status = wanted.end().status().name().toLowerCase(Locale.ROOT);
        String error = wanted.end().error();
        String both = status + " " + error;
        return both.length() <= WHY_WIDTH ? both : cut(error, WHY_WIDTH);
    }

    private static String usd(BigDecimal usd) {
        return usd.signum() == 0 ? "0" : usd.stripTrailingZeros().toPlainString();
    }

    private static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + "…";
    }

    @Override
    public void published(RequestId original, RequestId replay) {
        out.println(original + " -> " + replay);
    }

    @Override
    public void publishedAll(int count) {
        line("published", count, "");
        out.flush();
    }

    @Override
    public void ended(
            Map<RequestId, RequestId> published, Map<RequestId, ReplayResults.Outcome> outcomes) {
        Map<ResultStatus, Long> byStatus =
                outcomes.values().stream()
                        .collect(
                                Collectors.groupingBy(
                                        ReplayResults.Outcome::status,
                                        TreeMap::new,
                                        Collectors.counting()));
        byStatus.forEach((status, count) -> line(ReplayStatus.wordOf(status), count, ""));
        int missing = published.size() - outcomes.size();
        if (missing > 0) {
            line("no result", missing, "after their deadlines: is admission running?");
        }
        out.println("%-13s %7s  %s USD".formatted("cost", "", usd(cost(outcomes))));
        out.flush();
    }

    static BigDecimal cost(Map<RequestId, ReplayResults.Outcome> outcomes) {
        return outcomes.values().stream()
                .map(outcome -> PicoUsd.toUsd(outcome.costPicos()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Override
    public void done() {
        out.flush();
    }
}
