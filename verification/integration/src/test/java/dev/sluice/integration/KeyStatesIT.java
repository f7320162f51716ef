package dev.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.app.kafka.EmbeddedKafka;
import dev.sluice.app.kafka.EmbeddedKafkaConfig;
import dev.sluice.app.kafka.TopicSnapshot;
import dev.sluice.app.roles.AllInOne;
import dev.sluice.app.roles.AllInOneSettings;
import dev.sluice.app.sim.Fault;
import dev.sluice.app.sim.FaultRule;
import dev.sluice.app.sim.Simulator;
import dev.sluice.app.sim.SimulatorConfig;
import dev.sluice.app.sim.Tally;
import dev.sluice.client.ClientOptions;
import dev.sluice.client.Request;
import dev.sluice.client.Result;
import dev.sluice.client.SluiceClient;
import dev.sluice.config.Limit;
import dev.sluice.config.Window;
import dev.sluice.config.secret.SecretResolver;
import dev.sluice.integration.Commands.Ran;
import dev.sluice.schemas.record.AuditRecord;
import dev.sluice.schemas.topic.Topics;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Four keys: one meets a 429 that names no time, one is revoked, one is unpaid, one is good. Who
 * restarts still knows; what people order is obeyed and audited.
 */
class KeyStatesIT {

    private static final List<String> KEYS = List.of("key-a", "key-b", "key-c", "key-d");
    private static final List<String> BAD = KEYS.subList(0, 3);

    @TempDir private Path folder = Path.of("");
    private final ObjectMapper json = new ObjectMapper();
    private String bootstrap = "";

    @Test
    @Timeout(value = 400, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void refusedKeysAreLeftAloneAcrossRestartsAndOrdersAreObeyed() throws Exception {
        TestKafka.embeddedOnly("roles are stopped and started beside it");
        try (EmbeddedKafka kafka =
                        EmbeddedKafka.start(
                                folder.resolve("kafka"), EmbeddedKafkaConfig.loopback(0));
                Simulator provider = provider()) {
            bootstrap = kafka.bootstrapServers();
            try (AllInOne all = roles(provider)) {
                assertThat(all.failures()).isEmpty();
                refuseThree(provider);
                awaitState("key-a", "cooling", "rate_limit");
                awaitState("key-b", "disabled", "auth");
                awaitState("key-c", "disabled", "billing");
                awaitState("key-d", "available", "");
            }
            Map<String, Long> before = calls(provider);

            try (AllInOne all = roles(provider)) {
                assertThat(all.failures()).isEmpty();
                assertThat(ask(20)).containsOnly("key-d");
                BAD.forEach(key ->
                        assertThat(calls(provider)).as(key).containsEntry(key, before.get(key)));
                awaitState("key-a", "cooling", "rate_limit");
                awaitState("key-b", "disabled", "auth");
                ordersAreObeyed();
            }
            try (AllInOne all = roles(provider)) {
                assertThat(all.failures()).isEmpty();
                awaitState("key-d", "cooling", "by_hand: spill over");
                awaitState("key-b", "available", "");
                everyOrderIsAudited(provider, all);
            }
            assertThat(keys("keys").out()).contains("No lane announces itself");
        }
    }

    private void refuseThree(Simulator provider) throws Exception {
        provider.inject(FaultRule.of("key-a", Fault.RATE_LIMITED, 1));
        provider.inject(FaultRule.of("key-b", Fault.UNAUTHORIZED, 1));
        provider.inject(FaultRule.of("key-c", Fault.UNPAID, 1));
        for (int round = 0; round < 20 && failed(provider) < 3; round++) {
            ask(12);
        }
        assertThat(failed(provider)).isEqualTo(3);
    }

    private void ordersAreObeyed() throws Exception {
        Ran unknown = keys("keys", "disable", "key-x");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err().lines()).singleElement().asString().contains("sim/key-a");

        assertThat(keys("keys", "enable", "key-b").code()).isZero();
        awaitState("key-b", "available", "");
        Ran cool = keys("keys", "cool", "sim/key-d", "--for", "1h", "--reason", "spill over");
        assertThat(cool.out()).contains("sim/key-d is left alone until");
        awaitState("key-d", "cooling", "by_hand: spill over");
        assertThat(ask(10)).containsOnly("key-b");
        assertThat(keys("keys", "disable", "key-c").code()).isZero();
        assertThat(keys("keys", "disable", "key-c").code()).as("again").isZero();
        awaitState("key-c", "disabled", "by_hand");
        assertThat(keys("keys").out().lines()).allMatch(line -> line.length() <= 100);
    }

    private void everyOrderIsAudited(Simulator provider, AllInOne all) throws Exception {
        await().atMost(Duration.ofSeconds(30)).until(() -> orders(all).size() == 4);
        assertThat(orders(all)).allMatch(each -> each.getCustomer().isEmpty());
        Path config = Stack.write(Files.createDirectories(folder.resolve("c")), provider.port());
        Ran verified = keys("audit", "verify", "--config", config.toString());
        assertThat(verified.out()).startsWith("verified");
        assertThat(verified.code()).isZero();
    }

    private List<AuditRecord> orders(AllInOne all) {
        List<AuditRecord> found = new ArrayList<>();
        TopicSnapshot.read(
                bootstrap,
                all.cluster().registry(),
                Topics.AUDIT_LOG,
                (_, value) -> {
                    if (value.getKind().equals("key_command")) {
                        found.add(value);
                    }
                });
        return found;
    }

    /** Keys that answered. */
    private List<String> ask(int count) throws Exception {
        try (SluiceClient sluice = SluiceClient.connect(ClientOptions.of(bootstrap, "research"))) {
            List<CompletableFuture<Result>> asked =
                    Stream.generate(() -> sluice.ask(Request.chat("gpt-4o-mini", "hi")))
                            .limit(count)
                            .toList();
            List<String> keys = new ArrayList<>();
            for (CompletableFuture<Result> each : asked) {
                Result result = each.get(30, TimeUnit.SECONDS);
                assertThat(result.answered()).as("%s", result).isTrue();
                keys.add(result.served().orElseThrow().getProviderKey().orElseThrow());
            }
            return keys;
        }
    }

    private void awaitState(String key, String state, String reason) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    JsonNode row = row(key);
                    assertThat(row.path("state").asText() + " " + row.path("reason").asText())
                            .isEqualTo(state + " " + reason);
                });
    }

    private JsonNode row(String key) throws Exception {
        for (JsonNode row : json.readTree(keys("keys", "--json").out()).path("keys")) {
            if (row.path("key").asText().equals("sim/" + key)) {
                return row;
            }
        }
        throw new AssertionError("no row for " + key);
    }

    private Ran keys(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--kafka", bootstrap));
        return Commands.run(all.toArray(String[]::new));
    }

    private static long failed(Simulator provider) {
        return provider.tally().failed();
    }

    private static Map<String, Long> calls(Simulator provider) {
        return provider.tally().keys().stream()
                .collect(Collectors.toMap(Tally.OfKey::id, Tally.OfKey::calls));
    }

    private AllInOne roles(Simulator provider) {
        String second = "      - {id: key-b, secret: sk-sim-key-b, limits: ";
        String yaml = Stack.yaml(provider.port());
        String more =
                yaml.lines().filter(line -> line.startsWith(second)).findAny().orElseThrow() + "\n";
        return AllInOne.start(
                new AllInOneSettings(folder.resolve("data"), Optional.of(bootstrap), 0, 0, 0),
                Stack.parsed(
                        yaml.replace(
                                        more,
                                        more
                                                + more.replace("key-b", "key-c")
                                                + more.replace("key-b", "key-d"))
                                .replace("rate_limit: [1s]", "rate_limit: [10m]")),
                SecretResolver.of(Map.of()),
                InstantSource.system());
    }

    private static Simulator provider() {
        Limit limit =
                new Limit.Requests(6_000, new Window(1, Window.Unit.MINUTES), OptionalLong.of(100));
        return Simulator.start(
                SimulatorConfig.of(
                                KEYS.stream()
                                        .map(key ->
                                                new SimulatorConfig.Key(
                                                        key, "sk-sim-" + key, List.of(limit)))
                                        .toList(),
                                List.of(
                                        new SimulatorConfig.Model(
                                                "gpt-4o-mini",
                                                new BigDecimal("0.15"),
                                                new BigDecimal("0.60"))))
                        .withLatency(Duration.ofMillis(50)));
    }
}
