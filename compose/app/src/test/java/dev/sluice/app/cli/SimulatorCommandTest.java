package dev.sluice.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code sluice simulator}: the provider of a configuration, as a process of its own. */
class SimulatorCommandTest {

    private static final Pattern URL = Pattern.compile("(http://127\\.0\\.0\\.1:\\d+/v1)");

    private final StringWriter out = new StringWriter();
    @TempDir Path folder;
    private Path yaml = Path.of("");
    private Thread running = new Thread();

    @BeforeEach
    void writeFiles() throws Exception {
        Path secrets = Files.writeString(folder.resolve("keys"), "a=sk-of-a\nb=sk-of-b\n");
        yaml =
                Files.writeString(
                        folder.resolve("sluice.yaml"),
                        """
                        providers:
                          sim:
                            type: openai
                            base_url: http://127.0.0.1:1/v1
                            keys:
                              - {id: key-a, secret: "${file:FILE:a}", limits: [{requests: 1, per: 1h}]}
                              - {id: key-b, secret: "${file:FILE:b}"}
                          echo: {type: echo, keys: [{id: e, secret: "${file:FILE:b}"}]}
                        models: {tiny: {provider: sim, max_output_tokens: 8}}
                        customers:
                          acme: {teams: {t: {keys: [{id: k, secret_sha256: "SHA", models: [tiny]}]}}}
                        prices: {tiny: {input_per_million: 1, output_per_million: 1}}
                        audit: {root_key: "${env:NOT_NEEDED_HERE}"}
                        """
                                .replace("FILE", secrets.toString())
                                .replace("SHA", "ab".repeat(32)));
    }

    @AfterEach
    void stop() throws InterruptedException {
        running.interrupt();
        running.join();
    }

    @Test
    void itServesTheKeysOfAConfigurationWithTheirLimits() throws Exception {
        String url = start("--config", yaml.toString(), "--provider", "sim", "--latency", "1ms");

        assertThat(out.toString())
                .isEqualToNormalizingNewlines(
                        "simulated provider at " + url + ", keys key-a, key-b, models tiny\n");
        assertThat(call(url, "sk-of-a", "tiny")).isEqualTo(200);
        assertThat(call(url, "sk-of-a", "tiny")).isEqualTo(429);
        assertThat(call(url, "sk-of-b", "tiny")).isEqualTo(200);
        assertThat(call(url, "sk-of-b", "huge")).isEqualTo(404);
        assertThat(call(url, "sk-sim-key-a", "tiny")).isEqualTo(401);
    }

    @Test
    void withoutAConfigurationItIsTheOneOfUp() throws Exception {
        String url = start("--latency", "1ms", "--jitter", "1ms");

        assertThat(call(url, "sk-sim-key-a", "gpt-4o-mini")).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--config FILE               | FILE has several providers, name one with --provider: sim, echo",
                "--config FILE --provider on | FILE has no provider 'on'; it has sim, echo",
                "--latency soon              | is no time: write a number",
                "--host nowhere.invalid      | Invalid value for option '--host'"
            })
    void whatIsWrongIsSaidAndNothingStarts(String line, String said) {
        Ran ran = Ran.of(("simulator " + line.replace("FILE", yaml.toString())).split(" "));

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains(said.replace("FILE", yaml.toString()));
    }

    private String start(String... options) {
        List<String> line = new ArrayList<>(List.of("simulator", "--port", "0"));
        line.addAll(List.of(options));
        running =
                Thread.ofPlatform()
                        .start(() ->
                                Ran.program()
                                        .setOut(new PrintWriter(out))
                                        .execute(line.toArray(String[]::new)));
        Matcher url = await().until(() -> URL.matcher(out.toString()), Matcher::find);
        return url.group();
    }

    private static int call(String url, String secret, String model) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(url + "/chat/completions"))
                            .header("Authorization", "Bearer " + secret)
                            .POST(
                                    HttpRequest.BodyPublishers.ofString(
                                            """
                                            {"model":"%s","max_tokens":5,"messages":[{"role":"user","content":"hi"}]}
                                            """
                                                    .formatted(model)))
                            .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }
}
