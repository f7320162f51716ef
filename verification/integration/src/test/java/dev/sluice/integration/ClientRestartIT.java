package dev.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.app.kafka.EmbeddedKafka;
import dev.sluice.app.kafka.EmbeddedKafkaConfig;
import dev.sluice.app.roles.AllInOne;
import dev.sluice.app.roles.AllInOneSettings;
import dev.sluice.app.sim.Simulator;
import dev.sluice.client.ClientOptions;
import dev.sluice.client.Request;
import dev.sluice.client.Result;
import dev.sluice.client.ResultsSubscription;
import dev.sluice.client.SluiceClient;
import dev.sluice.config.secret.SecretResolver;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The broker stops and starts again under everybody, with asks open. */
class ClientRestartIT {

    private static final int ASKS = 300;
    private static final Duration ALL_MAX = Duration.ofMinutes(3);

    @TempDir private Path folder = Path.of("");

    @Test
    @Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void everyAskIsAnsweredAndEveryResultHeard() throws Exception {
        TestKafka.embeddedOnly("the broker is stopped and started again");
        int port = SluiceProcess.freePort();
        EmbeddedKafka kafka = broker(port);
        try (Simulator provider = Stack.provider(0, Duration.ofMillis(100));
                AllInOne all = roles(port, provider)) {
            assertThat(all.failures()).isEmpty();
            ClientOptions options =
                    ClientOptions.of("127.0.0.1:" + port, "research").maxInFlight(40);
            try (SluiceClient sluice = SluiceClient.connect(options)) {
                Set<String> heard = ConcurrentHashMap.newKeySet();
                ResultsSubscription subscription =
                        sluice.results(
                                "restart", result -> heard.add(result.requestId().toString()));
                List<CompletableFuture<Result>> answers = new CopyOnWriteArrayList<>();
                Thread agent =
                        Thread.ofVirtual()
                                .start(() -> {
                                    for (int n = 0; n < ASKS; n++) {
                                        answers.add(sluice.ask(Request.chat("gpt-4o-mini", "hi")));
                                    }
                                });
                await().until(() -> answered(answers) > 50);

                kafka.close();
                kafka = broker(port);

                agent.join(ALL_MAX);
                await().atMost(ALL_MAX)
                        .untilAsserted(() -> assertThat(answered(answers)).isEqualTo(ASKS));
                await().atMost(Duration.ofMinutes(1)).until(() -> heard.containsAll(ids(answers)));
                assertThat(subscription.failure()).isEmpty();
                assertThat(all.failures()).isEmpty();
            }
        } finally {
            kafka.close();
        }
    }

    private static long answered(List<CompletableFuture<Result>> answers) {
        return answers.stream().filter(each -> each.isDone() && each.join().answered()).count();
    }

    private static List<String> ids(List<CompletableFuture<Result>> answers) {
        return answers.stream().map(each -> each.join().requestId().toString()).toList();
    }

    private EmbeddedKafka broker(int port) {
        return EmbeddedKafka.start(folder.resolve("kafka"), EmbeddedKafkaConfig.loopback(port));
    }

    private AllInOne roles(int port, Simulator provider) {
        return AllInOne.start(
                new AllInOneSettings(
                        folder.resolve("data"), Optional.of("127.0.0.1:" + port), 0, 0, 0),
                Stack.parsed(Stack.yaml(provider.port())),
                SecretResolver.of(Map.of()),
                InstantSource.system());
    }
}
