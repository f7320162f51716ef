package dev.sluice.app.cli;

import dev.sluice.app.keys.KeyIds;
import dev.sluice.app.keys.kafka.KeyTopics;
import dev.sluice.app.roles.ClusterLink;
import dev.sluice.schemas.record.KeyAction;
import dev.sluice.schemas.record.KeyCommand;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Orders something for one provider key. */
abstract sealed class KeyOrderCommand implements Callable<Integer> {

    private static final int REASON_MAX = 500;
    private static final Duration COOL_MAX = Duration.ofDays(30);

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private KafkaOption kafka = new KafkaOption();

    @Parameters(
            paramLabel = "KEY",
            description = "PROVIDER/KEY, or a key's id that only one provider has.")
    private String key = "";

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why; shown by `sluice keys` and kept in the audit log.")
    private String reason = "";

    /** Takes a key back, whatever was in its way. */
    @Command(
            name = "enable",
            description = "Let a key take part again, whatever was in its way.",
            mixinStandardHelpOptions = true)
    static final class Enable extends KeyOrderCommand {
        @Override
        public Integer call() {
            return order(KeyAction.ENABLE, Optional.empty());
        }
    }

    /** Takes a key out. */
    @Command(
            name = "disable",
            description = "Make no calls with a key until it is enabled; calls under way end.",
            mixinStandardHelpOptions = true)
    static final class Disable extends KeyOrderCommand {
        @Override
        public Integer call() {
            return order(KeyAction.DISABLE, Optional.empty());
        }
    }

    /** Takes a key out for a while. */
    @Command(
            name = "cool",
            description = "Make no calls with a key for a while.",
            mixinStandardHelpOptions = true)
    static final class Cool extends KeyOrderCommand {

        @Option(
                names = "--for",
                paramLabel = "TIME",
                required = true,
                converter = TimeSpan.class,
                description = "For how long, such as 90s, 30m, 12h or 2d; at most 30d.")
        private Duration time = Duration.ZERO;

        @Override
        public Integer call() {
            return order(KeyAction.COOL, Optional.of(time));
        }
    }

    final Integer order(KeyAction action, Optional<Duration> time) {
        check(time);
        try (ClusterLink cluster = kafka.open()) {
            String id = meant(KeysCommand.ids(cluster));
            int slash = id.indexOf('/');
            Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            KeyCommand.Builder command =
                    KeyCommand.newBuilder()
                            .setProvider(id.substring(0, slash))
                            .setKey(id.substring(slash + 1))
                            .setAction(action)
                            .setReason(reason)
                            .setOrderedBy(Person.here())
                            .setAt(now);
            time.map(now::plus).ifPresent(command::setUntil);
            new KeyTopics(cluster.bootstrapServers(), cluster.registry()).order(command.build());
            PrintWriter out = spec.commandLine().getOut();
            out.println(said(action, id, time.map(now::plus)));
            out.flush();
            return 0;
        }
    }

    private void check(Optional<Duration> time) {
        if (reason.length() > REASON_MAX) {
            throw new CommandFailure(
                    "a reason has at most %d characters, this one has %d"
                            .formatted(REASON_MAX, reason.length()));
        }
        if (time.filter(given -> given.isZero() || given.compareTo(COOL_MAX) > 0).isPresent()) {
            throw new CommandFailure("--for is more than nothing and at most 30d");
        }
    }

    private String meant(KeyIds ids) {
        return switch (ids.find(key)) {
            case KeyIds.Found.One(String id) -> id;
            case KeyIds.Found.Several(var several) ->
                    throw new CommandFailure(
                            "'%s' is a key of several providers: say which, one of %s"
                                    .formatted(key, String.join(", ", several)));
            case KeyIds.Found.None(var nearest) ->
                    throw new CommandFailure(
                            "there is no provider key '%s' in the configuration in force; %s"
                                    .formatted(
                                            key,
                                            nearest.isEmpty()
                                                    ? "it has none at all"
                                                    : "nearest: " + String.join(", ", nearest)));
        };
    }

    private static String said(KeyAction action, String id, Optional<Instant> until) {
        String what =
                switch (action) {
                    case ENABLE -> "is enabled: whatever was in its way is forgotten";
                    case DISABLE -> "is disabled until `sluice keys enable " + id + "`";
                    case COOL -> "is left alone until " + until.orElseThrow();
                };
        return id + " " + what + ". Its lane obeys within a second, and again whenever it starts.";
    }
}
