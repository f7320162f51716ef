package dev.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.app.sim.Fault;
import dev.sluice.app.sim.FaultRule;
import dev.sluice.client.ClientOptions;
import dev.sluice.client.Request;
import dev.sluice.client.Result;
import dev.sluice.client.ResultsSubscription;
import dev.sluice.client.SluiceClient;
import dev.sluice.client.SluiceException;
import dev.sluice.client.SluiceException.Reason;
import dev.sluice.schemas.id.RequestId;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.ResultStatus;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The Java client in front of a whole Sluice. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ClientIT {

    private static final String MODEL = "gpt-4o-mini";

    private Stack stack;

    @BeforeAll
    void start(@TempDir Path folder) {
        stack =
                Stack.start(
                        folder,
                        yaml ->
                                yaml.replace(
                                        "  acme:\n",
                                        "  acme:\n    results: {topic: results.acme, format: avro}\n"));
    }

    @AfterAll
    void close() {
        stack.close();
    }

    @AfterEach
    void heal() {
        stack.provider().heal();
    }

    @Test
    void everyoneOfManyAsksGetsItsOwnAnswer() {
        try (SluiceClient sluice = SluiceClient.connect(stack.agent().maxInFlight(50))) {
            List<CompletableFuture<Result>> answers = new ArrayList<>();
            for (int n = 0; n < 200; n++) {
                answers.add(sluice.ask(hello().customId("ask-" + n)));
            }

            for (int n = 0; n < answers.size(); n++) {
                Result result = answers.get(n).join();
                assertThat(result.answered()).isTrue();
                assertThat(result.customId()).contains("ask-" + n);
            }
            assertThat(sluice.inFlight()).isZero();
        }
    }

    @Test
    void aResultHasAnswerCostAndStep() {
        try (SluiceClient sluice = SluiceClient.connect(stack.agent())) {
            Result result = sluice.ask(hello().workflow("w-1").step("1")).join();

            assertThat(result.body().orElseThrow()).contains("\"object\":\"chat.completion\"");
            assertThat(result.cost()).isPositive();
            assertThat(result.usage()).isPresent();
            assertThat(result.served().orElseThrow().getProvider()).isEqualTo("sim");
            assertThat(result.workflow()).contains("w-1");
            assertThat(result.step()).contains("1");
            assertThat(result.tenant().getTeam()).isEqualTo("research");
        }
    }

    @Test
    void thePublishedIdIsThatOfTheResult() {
        try (SluiceClient sluice = SluiceClient.connect(stack.agent())) {
            RequestId id = sluice.publish(hello().customId("published")).join();

            InferenceResult result = stack.result(id.toString());
            assertThat(result.getCustomId()).contains("published");
        }
    }

    @Test
    void whatDependsOnAnAnswerMayAskAgainAlsoWhereOneMayBeOpen() {
        try (SluiceClient sluice = SluiceClient.connect(stack.agent().maxInFlight(1))) {
            Result third =
                    sluice.ask(hello().customId("1"))
                            .thenCompose(_ -> sluice.ask(hello().customId("2")))
                            .thenApply(_ -> sluice.ask(hello().customId("3")).join())
                            .join();

            assertThat(third.customId()).contains("3");
        }
    }

    @Test
    void oneMoreThanMayBeOpenIsNotPublishedUntilACancelledOneMakesRoom() {
        stack.provider().inject(FaultRule.next(Fault.SLOW));
        ClientOptions options = stack.agent().maxInFlight(1).maxBlock(Duration.ofMillis(50));
        try (SluiceClient sluice = SluiceClient.connect(options.drain(Duration.ZERO))) {
            CompletableFuture<Result> slow = sluice.ask(hello());
            CompletableFuture<Result> turnedAway = sluice.ask(hello());
            assertThat(reason(turnedAway)).isEqualTo(Reason.NO_ROOM);

            slow.cancel(true);

            soon().until(() -> sluice.inFlight() == 0);
            assertThat(sluice.ask(hello())).succeedsWithin(Duration.ofMinutes(1));
        }
    }

    @Test
    void aFutureThatTheProgramEndsGivesItsPlaceBackToo() {
        stack.provider().inject(FaultRule.next(Fault.SLOW));
        try (SluiceClient sluice = SluiceClient.connect(stack.agent())) {
            assertThat(sluice.ask(hello()).orTimeout(20, TimeUnit.MILLISECONDS))
                    .failsWithin(Duration.ofMinutes(1));

            soon().until(() -> sluice.inFlight() == 0);
        }
    }

    @Test
    void ofAKnownCustomerOnlyItsPartitionIsWrittenAndRead() {
        try (SluiceClient sluice = SluiceClient.connect(stack.agent().customer("acme"))) {
            Result result = sluice.ask(hello()).join();

            assertThat(result.answered()).isTrue();
            assertThat(result.requestId().partition()).isZero();
        }
    }

    @Test
    void withoutAResultTheFutureFailsAfterDeadlineAndGraceAndSaysWhere() {
        // Another customer's partition: the result comes to one that is not read.
        ClientOptions options = stack.agent().customer("globex").grace(Duration.ofMillis(100));
        try (SluiceClient sluice = SluiceClient.connect(options)) {
            CompletableFuture<Result> answer = sluice.ask(hello().deadline(Duration.ofSeconds(2)));

            assertThat(reason(answer)).isEqualTo(Reason.NO_RESULT);
            SluiceException failure = (SluiceException) answer.exceptionNow();
            assertThat(failure).hasMessageContaining("customer globex");
            RequestId id = failure.requestId().orElseThrow();
            assertThat(stack.result(id.toString()).getStatus()).isEqualTo(ResultStatus.ANSWERED);
        }
    }

    @Test
    void resultsMayBeReadFromTheCustomersOwnTopic() {
        TestKafka.embeddedOnly("another Kafka's customers make their topics themselves");
        try (SluiceClient sluice =
                SluiceClient.connect(stack.agent().resultsTopic("results.acme"))) {
            Set<String> heard = ConcurrentHashMap.newKeySet();
            ResultsSubscription subscription =
                    sluice.results("own", result -> heard.add(result.requestId().toString()));

            Result result = sluice.ask(hello()).join();

            assertThat(result.answered()).isTrue();
            soon().until(() -> heard.contains(result.requestId().toString()));
            assertThat(subscription.failure()).isEmpty();
        }
    }

    @Test
    void aTopicOfResultsThatIsNotThereIsSaid() {
        ClientOptions options = stack.agent().resultsTopic("results.nobody");
        try (SluiceClient sluice = SluiceClient.connect(options)) {
            assertThatThrownBy(() -> sluice.results("none", _ -> {}))
                    .hasMessageContaining("results.nobody");
        }
    }

    @Test
    void schemasMayComeFromARegistry() {
        URI registry = URI.create(stack.all().registryUrl().orElseThrow());
        try (SluiceClient sluice = SluiceClient.connect(stack.agent().registry(registry))) {
            assertThat(sluice.ask(hello()).join().answered()).isTrue();
        }
    }

    @Test
    void everyKafkaClientGetsTheProperties() {
        SeenClients.SEEN.clear();
        Map<String, String> properties = Map.of("metric.reporters", SeenClients.class.getName());
        try (SluiceClient sluice = SluiceClient.connect(stack.agent().kafka(properties))) {
            assertThat(sluice.ask(hello()).join().answered()).isTrue();
        }

        // Looking the cluster and the topic up, publishing, reading schemas and reading results.
        assertThat(SeenClients.SEEN)
                .containsExactlyInAnyOrder(
                        "kafka.admin.client",
                        "kafka.admin.client",
                        "kafka.producer",
                        "kafka.consumer",
                        "kafka.consumer");
    }

    @Test
    void closingWaitsForAnswersThatAreOpenAndThenNothingIsTaken() {
        SluiceClient sluice = SluiceClient.connect(stack.agent());
        List<CompletableFuture<Result>> answers = new ArrayList<>();
        for (int n = 0; n < 20; n++) {
            answers.add(sluice.ask(hello()));
        }

        sluice.close();

        assertThat(answers).allSatisfy(each -> assertThat(each.join().answered()).isTrue());
        assertThat(reason(sluice.ask(hello()))).isEqualTo(Reason.CLOSED);
        assertThat(sluice.publish(hello())).isCompletedExceptionally();
        assertThatThrownBy(() -> sluice.results("late", _ -> {}))
                .isInstanceOf(SluiceException.class);
    }

    @Test
    void closingDoesNotWaitForLongerThanItIsToldTo() {
        stack.provider().inject(FaultRule.next(Fault.SLOW));
        SluiceClient sluice = SluiceClient.connect(stack.agent().drain(Duration.ofMillis(300)));
        CompletableFuture<Result> slow = sluice.ask(hello());
        soon().until(() -> stack.provider().inFlight() > 0);

        sluice.close();

        assertThat(reason(slow)).isEqualTo(Reason.CLOSED);
        SluiceException failure = (SluiceException) slow.exceptionNow();
        assertThat(failure.requestId()).isPresent();
    }

    @Test
    void aKafkaThatIsNotThereIsSaid() throws Exception {
        String nowhere = "127.0.0.1:" + SluiceProcess.freePort();
        ClientOptions options =
                ClientOptions.of(nowhere, "research")
                        .kafka(
                                Map.of(
                                        "request.timeout.ms",
                                        "1000",
                                        "default.api.timeout.ms",
                                        "1000"));

        assertThatThrownBy(() -> SluiceClient.connect(options))
                .isInstanceOfSatisfying(
                        SluiceException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.UNREACHABLE))
                .hasMessageContaining(nowhere);
    }

    private static Request hello() {
        return Request.chat(MODEL, "hello");
    }

    /** Of a future that fails, when it has. */
    private static Reason reason(CompletableFuture<Result> answer) {
        soon().until(answer::isDone);
        return ((SluiceException) answer.exceptionNow()).reason();
    }

    /** On a machine with other work too. */
    private static ConditionFactory soon() {
        return await().atMost(Duration.ofMinutes(1));
    }
}
