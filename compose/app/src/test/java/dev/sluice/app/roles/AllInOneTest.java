package dev.sluice.app.roles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.app.kafka.EmbeddedKafka;
import dev.sluice.app.kafka.EmbeddedKafkaConfig;
import dev.sluice.config.secret.SecretResolver;
import dev.sluice.config.yaml.ConfigParser;
import dev.sluice.config.yaml.ParsedConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start that fails leaves behind: nothing, so that the next one succeeds. */
class AllInOneTest {

    private static final String YAML =
            """
            providers:
              echo: {type: echo, base_url: "http://127.0.0.1:1/v1", keys: [{id: e, secret: none}]}
            models: {echo: {provider: echo, max_output_tokens: 64}}
            customers:
              acme:
                teams:
                  research: {keys: [{id: demo, secret_sha256: "SHA", models: [echo]}]}
            prices: {echo: {input_per_million: 0, output_per_million: 0}}
            audit: {root_key: for a test}
            """
                    .replace("SHA", "ab".repeat(32));

    @TempDir Path folder;

    @Test
    void a_taken_port_of_the_registry_closes_kafka() throws IOException {
        try (ServerSocket taken = taken()) {
            assertThatThrownBy(() -> start(0, taken.getLocalPort()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("port " + taken.getLocalPort())
                    .hasMessageContaining("--registry-port");
        }

        assertThatNothingIsLeft();
    }

    @Test
    void a_taken_port_of_the_door_closes_the_roles_too() throws IOException {
        try (ServerSocket taken = taken()) {
            assertThatThrownBy(() -> start(taken.getLocalPort(), 0))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("port " + taken.getLocalPort());
        }

        assertThatNothingIsLeft();
    }

    private void start(int httpPort, int registryPort) {
        ParsedConfig.Valid config = (ParsedConfig.Valid) ConfigParser.parse(YAML, "a test");
        AllInOne.start(
                        new AllInOneSettings(folder, Optional.empty(), 0, httpPort, registryPort),
                        config,
                        SecretResolver.of(Map.of()),
                        InstantSource.system())
                .close();
    }

    private void assertThatNothingIsLeft() {
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.contains("StreamThread"))
                .noneMatch(name -> name.startsWith("sluice-"));
        try (EmbeddedKafka again =
                EmbeddedKafka.start(folder.resolve("kafka"), EmbeddedKafkaConfig.loopback(0))) {
            assertThat(again.failure()).isEmpty();
        }
    }

    private static ServerSocket taken() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }
}
