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
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice up} without a configuration, and the other commands against it. */
class UpCommandTest {

    private static final Duration START_MAX = Duration.ofMinutes(1);
    private static final Pattern QUEUE = Pattern.compile("queue +(http://\\S+)/queue");
    private static final Pattern ADDRESS = Pattern.compile("Kafka +(127\\.0\\.0\\.1:\\d+)");

    private static final StringWriter OUT = new StringWriter();
    private static final StringWriter ERR = new StringWriter();

    @TempDir static Path folder;
    private static Thread up = new Thread();

    @BeforeAll
    static void start() {
        String[] line = {
            "up",
            "--data",
            folder.resolve("data").toString(),
            "--kafka-port",
            "0",
            "--http-port",
            "0",
            "--registry-port",
            "0",
            "--health-port",
            "0"
        };
        up =
                Thread.ofPlatform()
                        .start(() ->
                                Ran.program()
                                        .setOut(new PrintWriter(OUT))
                                        .setErr(new PrintWriter(ERR))
                                        .execute(line));
        await().atMost(START_MAX)
                .until(() -> OUT.toString().contains("Ctrl-C stops it.") || !up.isAlive());
    }

    @AfterAll
    static void stop() throws InterruptedException {
        up.interrupt();
        up.join();
    }

    @Test
    void the_greeting_says_where_everything_listens() {
        assertThat(ERR.toString()).isEmpty();
        assertThat(OUT.toString().replaceAll("127\\.0\\.0\\.1:\\d+", "HOST:PORT"))
                .isEqualTo(
                        """
                        starting in %s …
                        Sluice is up.
                          Kafka      HOST:PORT
                          HTTP       http://HOST:PORT/v1/chat/completions
                          registry   http://HOST:PORT
                          queue      http://HOST:PORT/queue
                          limits     http://HOST:PORT/limits
                          lanes      2
                          provider   simulated, http://HOST:PORT/v1, keys key-a and key-b of 600 requests/min
                          results    in the topic results.demo, one line of JSON each
                          try        curl -s http://HOST:PORT/v1/chat/completions -H 'Authorization: Bearer vk_demo_secret' \\
                                       -d '{"model":"gpt-4o-mini","messages":[{"role":"user","content":"hello"}]}'
                        Ctrl-C stops it.
                        """
                                .formatted(folder.resolve("data").toAbsolutePath()));
    }

    @Test
    void what_it_says_to_try_goes_to_the_door_that_it_opened() {
        Matcher door = Pattern.compile("HTTP +(http://\\S+)").matcher(OUT.toString());

        assertThat(door.find()).isTrue();
        assertThat(OUT.toString()).contains("curl -s " + door.group(1) + " ");
    }

    @Test
    void a_published_file_is_answered_line_by_line() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("batch.jsonl"),
                        """
                        {"custom_id":"one","body":{"model":"gpt-4o-mini","max_tokens":5,"messages":[{"role":"user","content":"hi"}]}}

                        {"custom_id":"two"}
                        {"custom_id":"three","body":{"model":"gpt-4o-mini"}} {"custom_id":"four"}
                        """);

        Ran published = run("publish", file.toString(), "--key", "demo");

        assertThat(published.code()).isEqualTo(1);
        assertThat(published.out()).hasLineCount(1).matches("\\S{22}\\.\\d\\.\\d+\\R");
        assertThat(published.err())
                .startsWith("line 3: no object \"body\"")
                .contains("line 4: not JSON: ")
                .endsWith("published 1 requests, left out 2 bad lines\n");
        await().untilAsserted(() ->
                assertThat(run("results").out())
                        .matches("one {32}answered  200  1 attempt   0\\.\\d{12} USD {2}\\R"));
    }

    @Test
    void a_file_that_cannot_be_read_is_named_and_nothing_is_published() throws Exception {
        Path bytes = Files.write(folder.resolve("bytes"), new byte[] {'{', (byte) 0xff, '}'});
        Path none = folder.resolve("none.jsonl");

        assertThat(run("publish", none.toString(), "--key", "demo"))
                .isEqualTo(
                        new Ran(2, "", "sluice: cannot read " + none + ": NoSuchFileException\n"));
        assertThat(run("publish", bytes.toString(), "--key", "demo"))
                .isEqualTo(
                        new Ran(
                                2,
                                "",
                                "sluice: cannot read "
                                        + bytes
                                        + " beyond line 0: MalformedInputException; is it UTF-8?\n"));
    }

    @Test
    void the_queue_tells_of_both_lanes_and_that_nothing_waits() {
        await().untilAsserted(() -> {
            Ran ran = Ran.of("queue", "--dispatcher", queue());

            assertThat(ran.err()).isEmpty();
            assertThat(ran.code()).isZero();
            assertThat(ran.out())
                    .contains("pool sim: 0 waiting")
                    .containsPattern("sim/key-a +\\* +available +\\d+");
        });
    }

    @Test
    void the_queue_in_json_is_one_object() {
        await().untilAsserted(() ->
                assertThat(Ran.of("queue", "--dispatcher", queue(), "--json").out().strip())
                        .startsWith("{\"ready\":true,\"pools\":[{\"pool\":")
                        .contains("\"condition\":\"available\""));
    }

    @Test
    void a_request_that_does_not_wait_is_said_so() {
        Ran ran = Ran.of("queue", "AAAA.0.1", "--dispatcher", queue() + "/");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).startsWith("AAAA.0.1 does not wait for a provider: ");
    }

    @Test
    void the_limits_of_a_key_are_told_with_those_above_it() {
        Ran ran = Ran.of("limits", "--key", "demo", "--dispatcher", queue());

        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .containsPattern("(?m)^key demo/demo/demo$")
                .containsPattern("usd/1d +\\d\\.\\d{6} +\\d\\.\\d{6} +5\\.000000 \\[[#=.]{16}]");
    }

    @Test
    void the_limits_in_json_are_one_object_with_dollars_as_they_are() {
        Ran ran = Ran.of("limits", "--json", "--dispatcher", queue());

        assertThat(ran.out().strip())
                .startsWith(
                        "{\"ready\":true,\"customers\":1,\"customers_here\":1,\"more\":0,\"limits\":[{")
                .contains("\"allowed\":5.000000000000,");
    }

    @Test
    void limits_of_somebody_unknown_are_said_to_be() {
        Ran ran = Ran.of("limits", "--key", "k", "--team", "t", "--dispatcher", queue());

        assertThat(ran)
                .isEqualTo(
                        new Ran(
                                2,
                                "",
                                "sluice: the configuration in force has no virtual key 'k' of team 't': check the id; without it `sluice limits` prints all that have limits\n"));
    }

    @Test
    void the_health_port_tells_limits_and_says_when_it_knows_nobody() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> known = get(client, "/limits?customer=demo");
            assertThat(known.statusCode()).isEqualTo(200);
            assertThat(known.headers().firstValue("content-type")).hasValue("application/json");
            assertThat(known.body())
                    .startsWith("{\"ready\":true,\"at\":\"20")
                    .contains("\"customer\":\"demo\"");

            HttpResponse<String> nobody = get(client, "/limits?customer=nobody");
            assertThat(nobody.statusCode()).isEqualTo(404);
            assertThat(nobody.body()).contains("nobody of this name");
        }
    }

    private static HttpResponse<String> get(HttpClient client, String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(queue() + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void a_process_without_a_dispatcher_and_one_that_is_not_there_are_told_apart() {
        Matcher door = Pattern.compile("HTTP +(http://[^/]+)/").matcher(OUT.toString());
        assertThat(door.find()).isTrue();

        assertThat(Ran.of("limits", "--dispatcher", door.group(1)))
                .isEqualTo(
                        new Ran(
                                2,
                                "",
                                "sluice: "
                                        + door.group(1)
                                        + " tells no limits: it runs no admission\n"));
        assertThat(Ran.of("limits", "--dispatcher", "http://127.0.0.1:1").err())
                .startsWith("sluice: no dispatcher answers at http://127.0.0.1:1: ");
    }

    private static String queue() {
        Matcher url = QUEUE.matcher(OUT.toString());
        assertThat(url.find()).as(ERR::toString).isTrue();
        return url.group(1);
    }

    @Test
    void a_day_without_calls_has_no_spend() {
        Ran ran = run("spend", "--day", "2001-01-01");

        assertThat(ran.code()).isZero();
        assertThat(ran.out().lines())
                .hasSize(11)
                .anyMatch(line ->
                        line.matches("customer +calls +unknown +tokens in +tokens out +USD"))
                .anyMatch(line -> line.matches("provider key +calls .*"))
                .anyMatch(line -> line.matches("all customers, 2001-01-01 +0\\.000000000000"));
    }

    @Test
    void spend_of_a_day_is_only_that_day_in_json_too() {
        Ran ran = run("spend", "--json", "--day", "2001-01-01");

        assertThat(ran.code()).isZero();
        assertThat(ran.out().strip()).isEqualTo("{\"total_usd\":0.000000000000,\"spend\":[]}");
    }

    @Test
    void the_audit_log_verifies_with_the_root_key_that_is_built_in() {
        Ran ran = run("audit", "verify");

        assertThat(ran.code()).isZero();
        assertThat(ran.out()).startsWith("verified: ").hasLineCount(1);
    }

    @Test
    void topics_of_another_width_are_not_made_over() {
        Ran ran = run("topics", "create", "--partitions", "5", "--replication-factor", "1");

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err())
                .startsWith("sluice: ")
                .contains("inference.requests: partitions is 4, must be 5")
                .doesNotContain("\tat ");
    }

    private static Ran run(String command, String... arguments) {
        Matcher kafka = ADDRESS.matcher(OUT.toString());
        assertThat(kafka.find()).as(ERR::toString).isTrue();
        String[] line = new String[arguments.length + 2 + 1];
        line[0] = command;
        System.arraycopy(arguments, 0, line, 1, arguments.length);
        line[arguments.length + 1] = "--kafka";
        line[arguments.length + 2] = kafka.group(1);
        return Ran.of(line);
    }
}
