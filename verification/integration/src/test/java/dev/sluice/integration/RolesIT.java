package dev.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.kafka.EmbeddedKafka;
import dev.sluice.app.kafka.EmbeddedKafkaConfig;
import dev.sluice.app.kafka.TopicAdmin;
import dev.sluice.app.kafka.TopicPlan;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One role as a process of its own, as a container runs it. */
class RolesIT {

    private static final int REFUSED = 2;
    private static final int ENDED_BY_SIGTERM = 143;

    @TempDir private Path folder = Path.of("");
    private EmbeddedKafka kafka;

    @BeforeEach
    void start() throws IOException {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), EmbeddedKafkaConfig.loopback(0));
        Stack.write(folder, 1);
    }

    @AfterEach
    void stop() {
        kafka.close();
    }

    @Test
    void itWaitsForTheTopicsSaysWhenItServesAndStopsWhenItIsTold() throws Exception {
        int health = SluiceProcess.freePort();
        List<String> options = options("--wait", "60s", "--health-port", "" + health);
        try (SluiceProcess role = SluiceProcess.run(folder, "placement", "placement-1", options)) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> log().contains("not there yet") && log().contains("lacks"));

            createTopics();

            role.awaitLine("placement is ready, configuration version 1");
            assertThat(status(health, "/healthz")).isEqualTo(200);
            assertThat(status(health, "/readyz")).isEqualTo(200);
            assertThat(role.stop()).isEqualTo(ENDED_BY_SIGTERM);
        }
        assertThat(folder.resolve("data/placement-1/placement")).isDirectory();
    }

    @Test
    void withoutWaitingItSaysWhatIsMissingAndWhatToDo() throws Exception {
        List<String> line = new ArrayList<>(List.of("run", "placement", "--instance", "p"));
        line.addAll(options());

        SluiceProcess.Ended ended = SluiceProcess.toItsEnd(folder, line);

        assertThat(ended.code()).isEqualTo(REFUSED);
        assertThat(ended.said()).contains("inference.requests").contains("`sluice topics create`");
    }

    @Test
    void aHealthPortThatIsTakenIsNamedAndTheRoleDoesNotStayHalfStarted() throws Exception {
        createTopics();
        int taken = URI.create("kafka://" + kafka.bootstrapServers()).getPort();
        List<String> line = new ArrayList<>(List.of("run", "http", "--instance", "p"));
        line.addAll(options("--http-port", "0", "--health-port", "" + taken));

        SluiceProcess.Ended ended = SluiceProcess.toItsEnd(folder, line);

        assertThat(ended.code()).isEqualTo(REFUSED);
        assertThat(ended.said()).contains("port " + taken).contains("--health-port");
    }

    private void createTopics() {
        try (TopicAdmin topics = TopicAdmin.connect(kafka.bootstrapServers())) {
            topics.create(TopicPlan.embedded());
        }
    }

    private List<String> options(String... more) {
        List<String> options =
                new ArrayList<>(
                        List.of(
                                "--config", folder.resolve("sluice.yaml").toString(),
                                "--data", folder.resolve("data").toString(),
                                "--kafka", kafka.bootstrapServers()));
        options.addAll(List.of(more));
        return options;
    }

    private String log() throws IOException {
        Path log = folder.resolve("placement-1.log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    private static int status(int port, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + port + path);
            return client.send(
                            HttpRequest.newBuilder(uri).build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
