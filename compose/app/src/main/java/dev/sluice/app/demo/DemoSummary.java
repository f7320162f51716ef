package dev.sluice.app.demo;

import dev.sluice.app.sim.Tally;
import dev.sluice.ledger.spend.Scope;
import dev.sluice.ledger.spend.SpendKey;
import dev.sluice.ledger.spend.SpendReport;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The summary that a person reads who has read nothing else: at most 100 columns. */
final class DemoSummary {

    /** What a cell may have that stands alone in its row; a fault is told in full on its own. */
    private static final int ALONE_MAX = 68;

    private final StringBuilder text = new StringBuilder();

    private DemoSummary() {}

    static String of(
            DemoPlan plan, DemoReport report, Rival rival, Tally tally, SpendReport spend) {
        DemoSummary summary = new DemoSummary();
        summary.comparison(plan, report, rival);
        summary.keys(tally, spend);
        summary.tenants(spend);
        return summary.text.toString();
    }

    private void comparison(DemoPlan plan, DemoReport report, Rival rival) {
        line("");
        row("", "through Sluice", "a client that retries by itself");
        row(
                "load",
                "%,d requests at once".formatted(report.requests()),
                "%,d requests, %d at once".formatted(rival.requests(), plan.rivalInFlight()));
        row(
                "answered",
                share(report.answered(), report.requests()),
                share(rival.answered(), rival.requests()));
        row(
                "429s that agents saw",
                "%,d".formatted(report.agent429s()),
                "%,d gave up".formatted(rival.requests() - rival.answered()));
        row(
                "provider calls",
                calls(report.providerCalls(), report.answered()),
                calls(rival.calls(), rival.answered()));
        row(
                "  of them answered 429",
                share(report.provider429s(), report.providerCalls()),
                share(rival.refused429(), rival.calls()));
        row(
                "time",
                "%s s (the keys allow %s s)"
                        .formatted(seconds(report.elapsed()), seconds(report.ideal())),
                "%s s".formatted(seconds(rival.elapsed())));
        line("");
        row("charged by the ledger", usd(report.costUsd()), "");
        row(
                "billed by the provider",
                usd(report.providerTallyUsd()),
                report.costUsd().compareTo(report.providerTallyUsd()) == 0
                        ? "equal to the last digit"
                        : "DIFFERENT");
        row("audit log", cut(report.audit()), "");
    }

    private void keys(Tally tally, SpendReport spend) {
        line("");
        line(
                "  %-28s %10s %8s %8s %20s"
                        .formatted("what the keys saw", "calls", "429", "answers", "charged USD"));
        for (Tally.OfKey key : tally.keys()) {
            line(
                    "    %-26s %,10d %,8d %,8d %20s"
                            .formatted(
                                    key.id(),
                                    key.calls(),
                                    key.refused429(),
                                    key.answered(),
                                    charged(spend, key.id())));
        }
    }

    private void tenants(SpendReport spend) {
        line("");
        line("  %-28s %10s %17s %20s".formatted("who pays", "calls", "tokens in/out", "USD"));
        for (SpendReport.Line team : spend.lines(Scope.TEAM, SpendKey.TOTAL)) {
            if (team.usd().signum() > 0) {
                line(
                        "    %-26s %,10d %17s %20s"
                                .formatted(
                                        team.id(),
                                        team.calls(),
                                        "%,d/%,d"
                                                .formatted(team.inputTokens(), team.outputTokens()),
                                        plain(team.usd())));
            }
        }
    }

    private static String charged(SpendReport spend, String keyId) {
        List<SpendReport.Line> lines = spend.lines(Scope.PROVIDER_KEY, SpendKey.TOTAL);
        return lines.stream()
                .filter(line -> line.id().endsWith("/" + keyId))
                .map(line -> plain(line.usd()))
                .findAny()
                .orElse("0");
    }

    private void row(String what, String ours, String theirs) {
        text.append("  %-28s %-30s %s".formatted(what, ours, theirs).stripTrailing()).append('\n');
    }

    private static String cut(String cell) {
        return cell.length() <= ALONE_MAX ? cell : cell.substring(0, ALONE_MAX - 1) + "…";
    }

    private void line(String line) {
        text.append(line.stripTrailing()).append('\n');
    }

    private static String share(long part, long whole) {
        double percent = whole == 0 ? 0 : 100.0 * part / whole;
        return "%,d of %,d (%s %%)".formatted(part, whole, decimal(percent));
    }

    private static String calls(long calls, long answered) {
        double each = answered == 0 ? 0 : (double) calls / answered;
        return "%,d (%s for an answer)".formatted(calls, String.format(Locale.ROOT, "%.2f", each));
    }

    private static String seconds(Duration duration) {
        return decimal(duration.toMillis() / 1000.0);
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String usd(BigDecimal value) {
        return plain(value) + " USD";
    }

    private static String plain(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }
}
