package dev.sluice.warehouse.cli;

import dev.sluice.app.cli.CommandFailure;
import dev.sluice.app.cli.KafkaOption;
import dev.sluice.app.cli.TimeSpan;
import dev.sluice.app.roles.ClusterLink;
import dev.sluice.warehouse.check.CheckReport;
import dev.sluice.warehouse.kafka.SourceTopics;
import dev.sluice.warehouse.postgres.Database;
import dev.sluice.warehouse.postgres.PostgresServer;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares the warehouse with Kafka, row by row. */
@Command(
        name = "check",
        description =
                "Compare the warehouse with Kafka, row by row: ends with 0 where they are equal, 1 where not, 2 where that cannot be told.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private KafkaOption kafka = new KafkaOption();
    @Mixin private DatabaseOption database = new DatabaseOption();

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            defaultValue = "60s",
            converter = TimeSpan.class,
            description =
                    "How long to wait for what is in Kafka and not in the warehouse yet, such as 5m (default: ${DEFAULT-VALUE}).")
    private Duration wait = Duration.ofSeconds(60);

    @Override
    public Integer call() throws Exception {
        return Told.as(this::run);
    }

    private int run() {
        Database target = database.given().orElseGet(() -> PostgresServer.running(database.data()));
        try (ClusterLink cluster = kafka.open();
                SourceTopics topics = SourceTopics.connect(cluster.bootstrapServers())) {
            Check check = new Check(topics, cluster.registry(), target);
            check.awaitTaken(wait);
            CheckReport report = check.compare();
            PrintWriter out = spec.commandLine().getOut();
            report.lines().forEach(out::println);
            out.flush();
            return switch (report.outcome()) {
                case EQUAL -> 0;
                case DIFFERENT -> 1;
                case BEHIND ->
                        throw new CommandFailure(
                                "the warehouse is still catching up, nothing is wrong so far: run this again, or --wait longer. Does `sluice warehouse up` run?");
            };
        }
    }
}
