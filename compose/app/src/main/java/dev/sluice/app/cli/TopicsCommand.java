package dev.sluice.app.cli;

import dev.sluice.app.kafka.Patience;
import dev.sluice.app.kafka.StageTopics;
import dev.sluice.app.kafka.TopicAdmin;
import dev.sluice.app.kafka.TopicPlan;
import dev.sluice.app.roles.ClusterLink;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sluice's topics on a Kafka. */
@Command(
        name = "topics",
        description = "Make Sluice's topics.",
        mixinStandardHelpOptions = true,
        subcommands = TopicsCommand.Create.class)
final class TopicsCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "say what to do: sluice topics create");
    }

    /** Makes the topics and registers their schemas. */
    @Command(
            name = "create",
            description = "Make the topics that are not there and register their schemas.",
            mixinStandardHelpOptions = true)
    static final class Create implements Callable<Integer> {

        @Spec private CommandSpec spec = CommandSpec.create();
        @Mixin private KafkaOption kafka = new KafkaOption();
        @Mixin private WaitOption wait = new WaitOption();

        @Option(
                names = "--partitions",
                defaultValue = "24",
                description = "Partitions of every stage, chosen once (default: ${DEFAULT-VALUE}).")
        private int partitions = 24;

        @Option(
                names = "--replication-factor",
                defaultValue = "3",
                description = "Copies of each partition (default: ${DEFAULT-VALUE}).")
        private short replicationFactor = 3;

        @Override
        public Integer call() {
            TopicPlan plan = new TopicPlan(partitions, replicationFactor);
            Patience patience = wait.begin();
            StageTopics topics = patience.untilItWorks(() -> create(plan));
            try (ClusterLink cluster = patience.untilItWorks(kafka::open)) {
                patience.untilItRuns(cluster::registerSchemas);
            }
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%d topics are there, %d partitions a stage%n",
                            topics.ids().size(), topics.stagePartitions());
            return 0;
        }

        private StageTopics create(TopicPlan plan) {
            try (TopicAdmin admin = TopicAdmin.connect(kafka.bootstrapServers())) {
                return admin.create(plan);
            }
        }
    }
}
