package dev.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.app.health.http.DispatcherViews;
import dev.sluice.app.health.http.HealthServer;
import dev.sluice.app.roles.ClusterLink;
import dev.sluice.config.secret.SecretResolver;
import dev.sluice.dispatcher.streams.admission.AdmissionStage;
import dev.sluice.door.http.Readiness;
import dev.sluice.integration.Commands.Ran;
import dev.sluice.schemas.kafka.RoleSettings;
import dev.sluice.schemas.money.PicoUsd;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.TokenUsage;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How full limits are is told while calls run and after they ended. */
class LimitsIT {

    private static final int REQUESTS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Long enough to look at, and shorter than the calls' timeout. */
    private static final Duration LATENCY = Duration.ofSeconds(5);

    @SuppressWarnings("NullAway.Init") // by the test
    private Stack stack;

    private static String yaml(String yaml) {
        return yaml.replace(
                        "[{usd: 50, per: 1d}]",
                        "[{requests: 100, per: 1h}, {tokens: 100000, per: 1d}, {usd: 50, per: 1d}]")
                .replace("call_timeout: 4s", "call_timeout: 30s");
    }

    private String dispatcher() {
        return "http://127.0.0.1:" + stack.all().healthPort().orElseThrow();
    }

    private Ran limits(String... arguments) {
        return limitsAt(dispatcher(), arguments);
    }

    private static Ran limitsAt(String dispatchers, String... arguments) {
        List<String> all = new ArrayList<>(List.of("limits", "--dispatcher", dispatchers));
        all.addAll(List.of(arguments));
        return Commands.run(all.toArray(String[]::new));
    }

    /** The limits of the key and of those above it. */
    private JsonNode json() throws Exception {
        Ran ran = limits("--key", "research", "--json");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
        return new JsonMapper().readTree(ran.out()).path("limits");
    }

    private static JsonNode of(JsonNode limits, String name) {
        for (JsonNode limit : limits) {
            if (limit.path("limit").asText().equals(name)) {
                return limit;
            }
        }
        throw new AssertionError("no " + name + " in " + limits);
    }

    private static BigDecimal usd(JsonNode limit, String name) {
        return limit.path(name).decimalValue();
    }

    private void assertReserved(JsonNode limits) {
        assertThat(of(limits, "concurrent").path("reserved").asInt()).isEqualTo(REQUESTS);
        assertThat(of(limits, "requests/1h").path("used").asInt()).isEqualTo(REQUESTS);
        assertThat(of(limits, "tokens/1d").path("used").asInt()).isGreaterThan(50 * REQUESTS);
        for (String budget : List.of("usd/1d", "usd/1M")) {
            assertThat(usd(of(limits, budget), "reserved")).isPositive();
            assertThat(usd(of(limits, budget), "used")).isZero();
            assertThat(of(limits, budget).path("resets_at").isNull()).isTrue();
        }
    }

    private void assertSettled(JsonNode limits, List<InferenceResult> results) {
        BigDecimal cost =
                PicoUsd.toUsd(results.stream().mapToLong(InferenceResult::getCostPicos).sum());
        long tokens =
                results.stream()
                        .map(result -> result.getUsage().orElseThrow())
                        .mapToLong(LimitsIT::tokens)
                        .sum();
        assertThat(of(limits, "concurrent").path("reserved").asInt()).isZero();
        assertThat(of(limits, "requests/1h").path("used").asInt()).isEqualTo(REQUESTS);
        assertThat(of(limits, "tokens/1d").path("used").asLong()).isEqualTo(tokens);
        for (String budget : List.of("usd/1d", "usd/1M")) {
            assertThat(usd(of(limits, budget), "reserved")).isZero();
            assertThat(usd(of(limits, budget), "used")).isEqualByComparingTo(cost);
        }
        Instant reset = Instant.parse(of(limits, "requests/1h").path("resets_at").asText());
        assertThat(reset)
                .isBetween(
                        Instant.now().plus(Duration.ofMinutes(55)),
                        Instant.now().plus(Duration.ofMinutes(62)));
    }

    private static long tokens(TokenUsage usage) {
        return usage.getInputTokens() + usage.getOutputTokens();
    }

    @Test
    void whatCallsReserveBecomesWhatTheyUsed(@TempDir Path folder) throws Exception {
        try (Stack slow = Stack.start(folder, LimitsIT::yaml, LATENCY)) {
            stack = slow;
            assertThat(json().findValuesAsText("limit"))
                    .containsExactly("usd/1M", "concurrent", "requests/1h", "tokens/1d", "usd/1d");
            assertThat(json().findValuesAsText("percent")).containsOnly("0.0");

            List<String> ids = new ArrayList<>();
            for (int n = 0; n < REQUESTS; n++) {
                ids.add(stack.publish(Lines.chat("r" + n, "hello"), Lines.research()));
            }
            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertReserved(json()));
            String running = limits().out();
            assertThat(running)
                    .contains("customer acme\n", "team acme/research\n")
                    .contains("key acme/research/research\n")
                    .contains(" [=...............]   0.3%        -")
                    .doesNotContain("globex");
            assertThat(running.lines()).allMatch(line -> line.length() <= 100);

            List<InferenceResult> results = ids.stream().map(stack::result).toList();
            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertSettled(json(), results));
        }
    }

    private AdmissionStage second(Path folder) {
        ClusterLink cluster = stack.all().cluster();
        return AdmissionStage.start(
                new RoleSettings(
                        stack.bootstrapServers(),
                        folder.resolve("second"),
                        "second",
                        cluster.topics().stagePartitions(),
                        cluster.topics().requestsTopicId()),
                stack.all().config(),
                cluster.registry(),
                InstantSource.system(),
                SecretResolver.of(Map.of())::resolve);
    }

    private static HealthServer health(AdmissionStage stage) {
        return HealthServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                () -> Readiness.READY,
                () -> "",
                new DispatcherViews(Optional.empty(), Optional.of(stage.limits())));
    }

    /** Each has two partitions then: neither knows about the customers of the other. */
    @Test
    void twoDispatchersTellAllTogetherAndEachSaysWhatItLacks(@TempDir Path folder) {
        try (Stack one = Stack.start(folder, LimitsIT::yaml)) {
            stack = one;
            stack.result(stack.publish(Lines.chat("r", "hello"), Lines.research()));
            try (AdmissionStage stage = second(folder);
                    HealthServer health = health(stage)) {
                String other = "http://127.0.0.1:" + health.port();
                Awaitility.await()
                        .atMost(PATIENCE.multipliedBy(2))
                        .pollInterval(Duration.ofSeconds(1))
                        .untilAsserted(() -> assertShared(limits(), limitsAt(other)));
                Ran both = limitsAt(dispatcher() + "," + other);
                assertThat(both.err()).isEmpty();
                assertThat(both.code()).isZero();
                assertThat(both.out()).containsPattern("requests/1h +1 +- +100 ");
            }
        }
    }

    private static void assertShared(Ran first, Ran second) {
        assertThat(first.err() + second.err())
                .contains("have their limits at a dispatcher that was not asked")
                .doesNotContain("is reading its state");
        assertThat(List.of(first.code(), second.code())).contains(1);
        assertThat(first.out().contains("acme")).isNotEqualTo(second.out().contains("acme"));
    }
}
