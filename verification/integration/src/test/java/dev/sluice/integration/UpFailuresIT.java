package dev.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in the way of {@code sluice up} is said in words, and nothing starts half. */
class UpFailuresIT {

    private static final int REFUSED = 2;

    /** Where nobody listens: no call is made here. */
    private static final int NO_PROVIDER = 1;

    @TempDir private Path folder = Path.of("");

    @Test
    void aSecondOneOnTheSameFolderNamesTheFirstWhichGoesOn() throws Exception {
        TestKafka.embeddedOnly("the folder is that of the embedded Kafka");
        Stack.write(folder, NO_PROVIDER);
        try (SluiceProcess first = SluiceProcess.up(folder, SluiceProcess.freePort())) {
            SluiceProcess.Ended second = up(0, 0, 0);

            assertThat(second.code()).isEqualTo(REFUSED);
            assertThat(refusal(second))
                    .contains(folder.resolve("data").toString())
                    .contains("in use by the embedded Kafka of process " + first.pid());
            assertThat(ready(first.httpPort())).isEqualTo(200);
        }
    }

    @ParameterizedTest(name = "of {0}")
    @ValueSource(strings = {"Kafka", "the door", "the registry"})
    void aPortThatIsTakenIsNamed(String of) throws Exception {
        TestKafka.embeddedOnly("ports of a whole Sluice with its Kafka");
        Stack.write(folder, NO_PROVIDER);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            SluiceProcess.Ended ended =
                    switch (of) {
                        case "Kafka" -> up(port, 0, 0);
                        case "the door" -> up(0, port, 0);
                        default -> up(0, 0, port);
                    };

            assertThat(ended.code()).isEqualTo(REFUSED);
            assertThat(refusal(ended)).contains(Integer.toString(port));
        }
    }

    @Test
    void everyErrorOfTheConfigurationIsALineAndNoFolderIsMade() throws IOException {
        write(
                Stack.yaml(NO_PROVIDER)
                        .replace("type: openai", "tpye: openai")
                        .replace(
                                "models: [gpt-4o-mini]\n            limits",
                                "models: [gpt-17]\n            limits")
                        .replace("usd: 500", "usd: many"));

        SluiceProcess.Ended ended = up(0, 0, 0);

        assertThat(ended.code()).isEqualTo(REFUSED);
        assertThat(ended.said().lines())
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).contains("sluice.yaml:3:").contains("tpye"),
                        line ->
                                assertThat(line)
                                        .contains("sluice.yaml:13:")
                                        .contains("customers.acme.limits[0]"),
                        line -> assertThat(line).contains("sluice.yaml:").contains("gpt-17"));
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void aSecretThatIsNotThereIsNamedWithItsPlaceAndNoFolderIsMade() throws IOException {
        write(Stack.yaml(NO_PROVIDER).replace("sk-sim-key-b", "'${env:NOT_SET}'"));

        SluiceProcess.Ended ended = up(0, 0, 0);

        assertThat(ended.code()).isEqualTo(REFUSED);
        assertThat(ended.said().lines()).hasSize(1);
        assertThat(ended.said())
                .contains("sluice.yaml:8:")
                .contains("providers.sim.keys[1].secret")
                .contains("NOT_SET");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    private void write(String yaml) throws IOException {
        Files.writeString(folder.resolve("sluice.yaml"), yaml);
    }

    private SluiceProcess.Ended up(int kafkaPort, int httpPort, int registryPort)
            throws IOException {
        return SluiceProcess.toItsEnd(
                folder, SluiceProcess.upArguments(folder, kafkaPort, httpPort, registryPort));
    }

    /** The one line that says why. */
    private static String refusal(SluiceProcess.Ended ended) {
        List<String> lines =
                ended.said().lines().filter(line -> line.startsWith("sluice: ")).toList();
        assertThat(lines).as(ended.said()).hasSize(1);
        return lines.getFirst();
    }

    private static int ready(int httpPort) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(
                                            URI.create("http://127.0.0.1:" + httpPort + "/readyz"))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
