package dev.sluice.app.cli;

import dev.sluice.app.replay.ReplayPlan;
import dev.sluice.app.replay.ReplayRefused;
import dev.sluice.app.replay.ReplayRules;
import dev.sluice.app.replay.ReplayStatus;
import dev.sluice.app.replay.Selection;
import dev.sluice.app.replay.kafka.Replay;
import dev.sluice.app.roles.ClusterLink;
import dev.sluice.config.secret.SecretResolver;
import dev.sluice.dispatcher.admission.ingress.DeadlineWish;
import dev.sluice.dispatcher.admission.request.AnswerRecord;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Publishes again what has no good result. */
@Command(
        name = "replay",
        description =
                "Publish again those of the selected requests that have no good result; says what it does and what that costs at most.",
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private KafkaOption kafka = new KafkaOption();

    @Option(
            names = "--workflow",
            paramLabel = "ID",
            description = "Requests of this workflow, in all that is there or in what is named.")
    private Optional<String> workflow = Optional.empty();

    @Option(
            names = "--from",
            paramLabel = "P:O",
            description = "Requests of partition P from offset O on: the end of a request's id.")
    private Optional<String> from = Optional.empty();

    @Option(
            names = "--to",
            paramLabel = "P:O",
            description = "With --from: the last one (default: the newest).")
    private Optional<String> to = Optional.empty();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Requests accepted since then: a time ago such as 2h, or an ISO instant.")
    private Optional<String> since = Optional.empty();

    @Option(
            names = "--status",
            paramLabel = "WORD",
            split = ",",
            defaultValue = ReplayStatus.USUAL,
            description =
                    "Ends after which to replay (default: ${DEFAULT-VALUE}); also cancelled, unknown.")
    private List<String> statuses = List.of();

    @Option(names = "--customer", paramLabel = "ID", description = "Requests of this customer.")
    private Optional<String> customer = Optional.empty();

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            description =
                    "A deadline for all: a time from now such as 10m, or an ISO instant (default: as long as each had).")
    private Optional<String> deadline = Optional.empty();

    @Option(names = "--dry-run", description = "Only say what would be done.")
    private boolean dryRun;

    @Option(
            names = "--wait",
            description = "Wait for the results; end with 1 where one is no answer.")
    private boolean waits;

    @Option(names = "--verbose", description = "List all requests, not the first 50.")
    private boolean verbose;

    @Option(names = "--json", description = "One object instead of the report.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        InstantSource clock = InstantSource.system();
        Replay.Order order = order(clock.instant());
        try (ClusterLink cluster = kafka.open();
                Replay replay =
                        Replay.open(
                                cluster,
                                order,
                                SecretResolver.of(System.getenv())::resolve,
                                err,
                                clock)) {
            ReplayPlan plan = replay.plan();
            ReplayReport report =
                    json
                            ? new ReplayJson(out)
                            : new ReplayText(
                                    out, verbose ? ReplayText.Listed.ALL : ReplayText.Listed.SOME);
            ReplayRun run = new ReplayRun(cluster, replay, report, err, clock);
            return run.run(plan, steps());
        }
    }

    private ReplayRun.Steps steps() {
        if (dryRun) {
            return ReplayRun.Steps.LOOK;
        }
        return waits ? ReplayRun.Steps.PUBLISH_AND_WAIT : ReplayRun.Steps.PUBLISH;
    }

    private Replay.Order order(Instant now) {
        return new Replay.Order(
                Selection.of(workflow, from, to, since.map(text -> since(text, now))),
                new ReplayRules(ReplayStatus.parse(statuses), customer, AnswerRecord.KEPT),
                deadline.map(text -> deadline(text, now)));
    }

    static Instant since(String text, Instant now) {
        Instant time =
                switch (wish("--since", text)) {
                    case DeadlineWish.After(var ago) -> now.minus(ago);
                    case DeadlineWish.At(Instant at) -> at;
                };
        if (!time.isBefore(now)) {
            throw new ReplayRefused("--since %s is not in the past".formatted(text));
        }
        return time;
    }

    static DeadlineWish deadline(String text, Instant now) {
        DeadlineWish wish = wish("--deadline", text);
        if (!wish.from(now).isAfter(now)) {
            throw new ReplayRefused("--deadline %s is not in the future".formatted(text));
        }
        return wish;
    }

    private static DeadlineWish wish(String option, String text) {
        return DeadlineWish.parse(text)
                .orElseThrow(() ->
                        new ReplayRefused(
                                "%s is a time such as 30s, 10m, 2h, 1d, an ISO duration or an ISO instant, not '%s'"
                                        .formatted(option, text)));
    }
}
