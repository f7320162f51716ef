package dev.sluice.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatorProcessTest {

    @TempDir private Path folder;

    @Test
    void aProviderOfItsOwnAnswersUntilItIsClosed() throws Exception {
        int port;
        try (HttpClient http = HttpClient.newHttpClient()) {
            try (SimulatorProcess provider =
                    SimulatorProcess.start(folder, BenchConfig.unlimited(2, List.of("acme"), 1))) {
                port = provider.port();
                assertThat(tally(http, port)).contains("\"calls\":0", "key-0", "key-1");
            }

            assertThatThrownBy(() -> tally(http, port)).isInstanceOf(ConnectException.class);
        }
        assertThat(ProcessHandle.current().children())
                .noneMatch(
                        child -> child.info().commandLine().orElse("").contains(folder.toString()));
    }

    @Test
    void oneThatDoesNotStartIsAFailureAtOnce() throws Exception {
        assertThatThrownBy(() -> SimulatorProcess.start(folder, "providers: nonsense\n"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("the simulated provider does not start");
        assertThat(Files.readString(folder.resolve("simulator.err"))).contains("providers");
    }

    private static String tally(HttpClient http, int port)
            throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/tally"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
