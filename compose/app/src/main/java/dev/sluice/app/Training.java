package dev.sluice.app;

import dev.sluice.app.kafka.EmbeddedKafka;
import dev.sluice.app.kafka.EmbeddedKafkaConfig;
import dev.sluice.app.kafka.TopicAdmin;
import dev.sluice.app.kafka.TopicPlan;
import dev.sluice.app.registry.http.RegistryServer;
import dev.sluice.schemas.kafka.TopicSchemaRegistry;
import dev.sluice.schemas.topic.Topics;
import java.nio.file.Path;
import java.util.UUID;
import picocli.CommandLine;

/**
 * What the script shows the JVM once after each build, for it to keep the classes that it loaded
 * and what it learned about them (JEP 483, JEP 515): Kafka alone loads six thousand, and starts
 * four times as fast when they are kept. Does nothing that lasts beyond the folder that it is
 * given.
 */
final class Training {

    private Training() {}

    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        Main.logInOnePlace();
        new CommandLine(new Main()).getUsageMessage();
        for (int starts = 0; starts < 2; starts++) {
            run(folder);
        }
        System.exit(0);
    }

    private static void run(Path folder) {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, EmbeddedKafkaConfig.loopback(0));
                TopicAdmin admin = TopicAdmin.connect(kafka.bootstrapServers())) {
            admin.create(TopicPlan.embedded());
            try (TopicSchemaRegistry registry =
                            TopicSchemaRegistry.open(
                                    kafka.bootstrapServers(), () -> UUID.randomUUID().toString());
                    RegistryServer server = RegistryServer.start(registry, "127.0.0.1", 0)) {
                registry.registerAll(Topics.ALL);
                registry.subjects();
                server.url();
            }
        }
    }
}
