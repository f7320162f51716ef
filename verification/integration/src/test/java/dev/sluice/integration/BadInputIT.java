package dev.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.client.Request;
import dev.sluice.client.Result;
import dev.sluice.client.SluiceClient;
import dev.sluice.integration.Commands.Ran;
import dev.sluice.schemas.record.DeadLetter;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.ResultError;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What agents get wrong gets a clear answer, and the partition goes on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputIT {

    private Stack stack;

    @BeforeAll
    void start(@TempDir Path folder) {
        stack = Stack.start(folder);
    }

    @AfterAll
    void close() {
        stack.close();
    }

    @Test
    void bytesThatNobodyCanReadBecomeADeadLetterAndTheNextRequestIsAnswered() {
        byte[] poison = {(byte) 0xff, (byte) 0xfe, 0x01, 0x02};
        stack.publish(Optional.of("acme"), poison, Map.of());
        String next = stack.publish(Lines.chat("after-poison", "still there?"), Lines.research());

        assertThat(stack.result(next).getStatus()).isEqualTo(ResultStatus.ANSWERED);
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(stack.records(Topics.DEAD_LETTERS))
                                .anySatisfy(letter ->
                                        assertThat(letter.getValue())
                                                .contains(ByteBuffer.wrap(poison))));
    }

    @Test
    void aDeadLetterSaysWhereTheRecordStoodAndWhy() {
        // No key in the headers, so nobody is known who could get a result.
        String id = stack.publish("{\"custom_id\": ", Map.of());

        DeadLetter letter =
                Awaitility.await().until(() -> deadLetter(id), Optional::isPresent).orElseThrow();
        assertThat(letter.getTopic()).isEqualTo("inference.requests");
        assertThat(letter.getReason()).isNotBlank();
        assertThat(letter.getDetail()).isNotBlank();
    }

    @Test
    void anUnknownVirtualKeyIsRefusedByName() {
        InferenceResult result =
                stack.result(
                        stack.publish(
                                Lines.chat("stranger", "hello"), Map.of("sluice-key", "nobody")));

        assertThat(result.getStatus()).isEqualTo(ResultStatus.REFUSED);
        assertThat(result.getStatusCode()).isEqualTo(401);
        assertThat(typeOf(result)).isEqualTo("unknown_virtual_key");
        assertThat(result.getCustomId()).contains("stranger");
    }

    @Test
    void aModelThatNobodyServesIsNotFound() {
        String line = Lines.chat("wrong-model", "hello").replace("gpt-4o-mini", "gpt-17");

        InferenceResult result = stack.result(stack.publish(line, Lines.research()));

        assertThat(result.getStatusCode()).isEqualTo(404);
        assertThat(typeOf(result)).isEqualTo("model_not_found");
    }

    @Test
    void aBodyOverTheLimitIsRefusedWithItsSize() {
        String line = Lines.chat("huge", "x".repeat(4 * 1024 * 1024 + 1));

        InferenceResult result = stack.result(stack.publish(line, Lines.research()));

        assertThat(result.getStatusCode()).isEqualTo(413);
        assertThat(typeOf(result)).isEqualTo("request_too_large");
    }

    @Test
    void aDeadlineInThePastExpiresWithoutACall() {
        long before = stack.provider().tally().calls();
        Map<String, String> headers =
                Map.of("sluice-key", "research", "sluice-deadline", "2020-01-01T00:00:00Z");

        InferenceResult result = stack.result(stack.publish(Lines.chat("late", "hello"), headers));

        assertThat(result.getStatus()).isEqualTo(ResultStatus.EXPIRED);
        assertThat(typeOf(result)).isEqualTo("deadline_exceeded");
        assertThat(result.getAttempts()).isZero();
        assertThat(stack.provider().tally().calls()).isGreaterThanOrEqualTo(before);
    }

    @Test
    void aProducersWrongClockChangesNothing() {
        String customId = "stamped-in-1971";
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", stack.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            producer.send(
                            new ProducerRecord<>(
                                    Topics.REQUESTS.name(),
                                    0,
                                    Instant.parse("1971-01-01T00:00:00Z").toEpochMilli(),
                                    null,
                                    Lines.chat(customId, "hello").getBytes(StandardCharsets.UTF_8),
                                    List.of(
                                            new RecordHeader(
                                                    "sluice-key",
                                                    "research".getBytes(StandardCharsets.UTF_8)))))
                    .get();
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new AssertionError(e);
        }

        InferenceResult result =
                Awaitility.await()
                        .until(
                                () ->
                                        stack.records(Topics.RESULTS).stream()
                                                .filter(found ->
                                                        found.getCustomId()
                                                                .filter(customId::equals)
                                                                .isPresent())
                                                .findAny(),
                                Optional::isPresent)
                        .orElseThrow();
        assertThat(result.getStatus()).isEqualTo(ResultStatus.ANSWERED);
        assertThat(result.getAcceptedAt()).isAfter(Instant.parse("2025-01-01T00:00:00Z"));
    }

    @Test
    void aRecordOnAnyPartitionHasOneResult() {
        for (String customer : List.of("acme", "globex", "a", "b", "c", "d")) {
            String id =
                    stack.publish(
                            Optional.of(customer),
                            Lines.chat("on-" + customer, "hello").getBytes(StandardCharsets.UTF_8),
                            Lines.research());
            assertThat(stack.result(id).getStatus()).isEqualTo(ResultStatus.ANSWERED);
        }
        assertThat(stack.records(Topics.RESULTS).stream().map(InferenceResult::getRequestId))
                .doesNotHaveDuplicates();
    }

    private Optional<DeadLetter> deadLetter(String requestId) {
        return stack.records(Topics.DEAD_LETTERS).stream()
                .filter(letter ->
                        requestId.endsWith("." + letter.getPartition() + "." + letter.getOffset()))
                .findAny();
    }

    private static String typeOf(InferenceResult result) {
        return result.getError().map(ResultError::getType).orElse("");
    }

    @Test
    void aRefusalIsAResult() {
        try (SluiceClient sluice = SluiceClient.connect(stack.agent())) {
            Result result = sluice.ask(Request.chat("gpt-17", "hello")).join();

            assertThat(result.status()).isEqualTo(ResultStatus.REFUSED);
            assertThat(result.error().map(ResultError::getType)).contains("model_not_found");
        }
    }

    @Test
    void aDeadlineThatHasPassedIsAResultToo() {
        try (SluiceClient sluice =
                SluiceClient.connect(stack.agent().grace(Duration.ofSeconds(20)))) {
            Instant longAgo = Instant.parse("2020-01-01T00:00:00Z");

            assertThat(sluice.ask(hello().deadline(longAgo)).join().status())
                    .isEqualTo(ResultStatus.EXPIRED);
        }
    }

    @Test
    void brokenJsonIsRefusedAndNotWaitedFor() {
        try (SluiceClient sluice = SluiceClient.connect(stack.agent())) {
            Result result = sluice.ask(Request.json("{\"model\":\"m\" oops}")).join();

            assertThat(result.error().map(ResultError::getType)).contains("invalid_request");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "--workflow nobodys          | no request is of workflow 'nobodys'",
                "--from 0:999999             | --from 0:999999",
                "--from 9:0                  | there is no partition 9: there are 0 to 3",
                "--workflow w --customer no  | there is no customer 'no'",
                "--workflow w --status lost  | there is no status 'lost'",
                "--customer acme             | say what to replay",
                "--from 0:1 --to 1:1         | are of different partitions",
            })
    void whatCannotBeMeantIsSaidInOneLineAndPublishesNothing(String options, String said) {
        Ran ran = Commands.on(stack, ("replay " + options).split(" "));

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err().lines()).hasSize(1);
        assertThat(ran.err()).contains(said);
    }

    private static Request hello() {
        return Request.chat("gpt-4o-mini", "hello");
    }
}
