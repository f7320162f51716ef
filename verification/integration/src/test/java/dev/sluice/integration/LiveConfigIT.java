package dev.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.integration.Commands.Ran;
import dev.sluice.schemas.record.AuditRecord;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.schemas.topic.Topics;
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
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A changed configuration comes into force while requests wait and calls run. */
class LiveConfigIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String BUDGET = "[{usd: 50, per: 1d}]";
    private static final String KEY_B =
            "      - {id: key-b, secret: sk-sim-key-b, limits: [{requests: 6000, per: 1m, burst: 100}, {concurrent: 100}]}\n";
    private static final String KEY_Z =
            "      - {id: key-z, secret: sk-sim-key-z, limits: [{concurrent: 100}]}\n";

    /** Its secret is "secret". */
    private static final String NEW_KEY =
            "          - {id: new, secret_sha256: 2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b, models: [gpt-4o-mini]}\n";

    @TempDir private Path folder;

    private static String limited(String yaml, int requests) {
        return yaml.replace(BUDGET, "[{requests: %d, per: 1h}]".formatted(requests));
    }

    private Ran config(Stack stack, String what, String yaml, String... options)
            throws IOException {
        Path file = Files.writeString(folder.resolve("changed.yaml"), yaml);
        List<String> arguments = new ArrayList<>(List.of("config", what, file.toString()));
        arguments.addAll(List.of("--kafka", stack.bootstrapServers()));
        arguments.addAll(List.of(options));
        return Commands.run(arguments.toArray(String[]::new));
    }

    private static void until(Supplier<Boolean> done) {
        Awaitility.await().atMost(PATIENCE).until(done::get);
    }

    @Test
    void limitsChangeWhileRequestsWaitForThem() throws Exception {
        try (Stack stack = Stack.start(folder, yaml -> limited(yaml, 2))) {
            String yaml = Stack.yaml(stack.provider().port());
            List<String> ids = new ArrayList<>();
            for (int n = 0; n < 3; n++) {
                ids.add(stack.publish(Lines.chat("r" + n, "hello"), Lines.research()));
            }
            stack.result(ids.get(0));
            stack.result(ids.get(1));

            Ran diff = config(stack, "diff", limited(yaml, 10));
            assertThat(diff.code()).isEqualTo(1);
            assertThat(diff.out())
                    .contains("+ customers.acme.teams.research.keys[research].limits[{requests: 10")
                    .contains("- customers.acme.teams.research.keys[research].limits[{requests: 2");
            Ran apply = config(stack, "apply", limited(yaml, 10));
            assertThat(apply.out()).contains("Version 2 is in force, in place of 1.");

            // It waited for the rest of the hour.
            assertThat(stack.result(ids.get(2)).getStatus()).isEqualTo(ResultStatus.ANSWERED);
            Ran late = config(stack, "apply", limited(yaml, 1), "--replaces", "1");
            assertThat(late.code()).isEqualTo(2);
            assertThat(late.err()).contains("version 2 is in force, not 1");
            assertThat(config(stack, "apply", limited(yaml, 1)).code()).isZero();
            until(() -> stack.all().config().version() == 3);

            InferenceResult over =
                    stack.result(
                            stack.publish(
                                    Lines.chat("over", "hello"),
                                    Map.of("sluice-key", "research", "sluice-on-limit", "reject")));
            assertThat(over.getStatus()).isEqualTo(ResultStatus.REFUSED);
            assertThat(over.getError().orElseThrow().getUsed()).contains("3 requests");
            assertThat(over.getError().orElseThrow().getAllowed()).contains("1 requests");
            assertAudited(stack);
        }
    }

    private static void assertAudited(Stack stack) {
        until(() ->
                stack.records(Topics.AUDIT_LOG).stream()
                                .map(AuditRecord::getKind)
                                .filter("config"::equals)
                                .count()
                        == 3);
        Ran history = Commands.run("config", "history", "--kafka", stack.bootstrapServers());
        assertThat(history.out().lines()).hasSize(3);
    }

    @Test
    void keysOfTheDoorComeAndGo() throws Exception {
        try (Stack stack = Stack.start(folder)) {
            String yaml = Stack.yaml(stack.provider().port());
            assertThat(models(stack, "vk_new_secret")).isEqualTo(401);

            String more = yaml.replace("  globex:\n", NEW_KEY + "  globex:\n");
            assertThat(config(stack, "apply", more).code()).isZero();
            until(() -> models(stack, "vk_new_secret") == 200);

            assertThat(config(stack, "apply", yaml).code()).isZero();
            until(() -> models(stack, "vk_new_secret") == 401);
        }
    }

    private static int models(Stack stack, String secret) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + stack.all().httpPort() + "/v1/models");
            HttpRequest request =
                    HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + secret).build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    @Test
    void aProviderKeyComesWhileCallsRunAndNoneIsLostOrMadeTwice() throws Exception {
        Duration latency = Duration.ofSeconds(3);
        try (Stack stack = Stack.start(folder, yaml -> yaml.replace(KEY_B, ""), latency)) {
            Path secrets = Files.writeString(folder.resolve("secrets"), "b=sk-sim-key-b");
            String yaml =
                    Stack.yaml(stack.provider().port())
                            .replace("sk-sim-key-b", "\"${file:%s:b}\"".formatted(secrets));
            List<String> ids = publish(stack, 40);
            until(() -> stack.provider().inFlight() > 10);

            assertThat(config(stack, "apply", yaml).out()).contains("+ providers.sim.keys[key-b]");
            until(() -> stack.all().config().version() == 2);
            ids.addAll(publish(stack, 40));
            List<InferenceResult> results = ids.stream().map(stack::result).toList();

            assertThat(results).allMatch(each -> each.getStatus() == ResultStatus.ANSWERED);
            assertThat(results).allMatch(each -> each.getAttempts() == 1);
            assertThat(stack.provider().tally().calls()).isEqualTo(80);
            until(() -> served(stack, publish(stack, 20)).contains("key-b"));
        }
    }

    private static List<String> publish(Stack stack, int requests) {
        List<String> ids = new ArrayList<>();
        for (int n = 0; n < requests; n++) {
            ids.add(stack.publish(Lines.chat("r" + n, "hello"), Lines.research()));
        }
        return ids;
    }

    private static List<String> served(Stack stack, List<String> ids) {
        return ids.stream()
                .map(stack::result)
                .map(result -> result.getServed().orElseThrow().getProviderKey().orElse(""))
                .filter(Objects::nonNull)
                .toList();
    }

    @Test
    void whatThisProcessCannotTakeIsToldAndTheOneBeforeStays() throws Exception {
        try (Stack stack = Stack.start(folder)) {
            String yaml = Stack.yaml(stack.provider().port());

            Ran apply = config(stack, "apply", yaml.replace(KEY_B, KEY_B + KEY_Z));

            assertThat(apply.err()).contains("keys[2].secret: the secret is written out here");
            until(() -> stack.all().troubles().containsKey("configuration"));
            assertThat(stack.all().troubles().get("configuration"))
                    .contains("provider key sim/key-z", "version 1 stays");
            assertThat(stack.all().config().version()).isEqualTo(1);
            String id = stack.publish(Lines.chat("r", "hello"), Lines.research());
            assertThat(stack.result(id).getStatus()).isEqualTo(ResultStatus.ANSWERED);

            assertThat(config(stack, "apply", yaml).code()).isZero();
            until(() -> stack.all().troubles().isEmpty());
            assertThat(stack.all().config().version()).isEqualTo(3);
        }
    }
}
