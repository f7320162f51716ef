package dev.sluice.door.http;

import static dev.sluice.door.http.OpenDoor.BODY;
import static dev.sluice.door.http.OpenDoor.CHAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.schemas.topic.Partitions;
import dev.sluice.testing.Results;
import dev.sluice.testing.Samples;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class AskEndpointTest {

    @Test
    void anAnswerComesByteForByteWithItsHeaders() throws Exception {
        try (OpenDoor door = OpenDoor.answering()) {
            HttpResponse<String> response = door.chat(BODY);

            int partition = Partitions.of("acme", Samples.PARTITIONS);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo(OpenDoor.ANSWER);
            assertThat(response.headers().firstValue("content-type")).contains("application/json");
            assertThat(response.headers().firstValue("x-request-id"))
                    .contains(Samples.TOPIC_ID + "." + partition + ".0");
            assertThat(response.headers().firstValue("x-sluice-attempts")).contains("2");
            assertThat(response.headers().firstValue("x-sluice-provider-key")).contains("key-a");
            assertThat(response.headers().firstValue("x-sluice-cost-usd"))
                    .contains("0.000021000000");
            assertThat(response.headers().firstValue("x-sluice-replayed")).contains("false");
        }
    }

    @Test
    void headersGoToKafkaAndTheSecretDoesNot() throws Exception {
        try (OpenDoor door = OpenDoor.answering()) {
            door.send(
                    door.to(CHAT)
                            .header("Idempotency-Key", "run-1/step-2")
                            .header("Sluice-Workflow", "run-1")
                            .POST(BodyPublishers.ofString(BODY)));

            ProducerRecord<byte[], byte[]> sent = door.kafka.producer.history().getFirst();
            assertThat(sent.headers().lastHeader("idempotency-key").value())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("run-1/step-2");
            assertThat(sent.headers().lastHeader("sluice-workflow").value())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("run-1");
            assertThat(sent.headers().lastHeader("sluice-key").value())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("demo");
            assertThat(sent.toString()).doesNotContain("secret");
            assertThat(sent.value())
                    .asString(StandardCharsets.UTF_8)
                    .contains(BODY)
                    .doesNotContain("secret");
        }
    }

    @Test
    void hundredsAtTheSameTimeGetTheirOwnAnswer() throws Exception {
        try (OpenDoor door =
                        new OpenDoor(
                                (id, _) ->
                                        Optional.of(
                                                Results.answered(id.toString(), "\"" + id + "\"")),
                                OpenDoor.bounds(1000));
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<HttpResponse<String>>> responses = new ArrayList<>();
            for (int n = 0; n < 300; n++) {
                responses.add(clients.submit(() -> door.chat(BODY)));
            }

            for (Future<HttpResponse<String>> response : responses) {
                assertThat(response.get().statusCode()).isEqualTo(200);
                assertThat(response.get().body())
                        .isEqualTo(
                                "\""
                                        + response.get()
                                                .headers()
                                                .firstValue("x-request-id")
                                                .orElseThrow()
                                        + "\"");
            }
            await().until(() -> door.role.waiting() == 0);
        }
    }

    @Test
    void oneMoreThanMayWaitIsToldToComeBack() throws Exception {
        try (OpenDoor door = new OpenDoor(OpenDoor.SILENT, OpenDoor.bounds(1));
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<HttpResponse<String>> first = clients.submit(() -> door.chat(BODY));
            await().until(() -> door.role.waiting() == 1);

            HttpResponse<String> second = door.chat(BODY);

            assertThat(second.statusCode()).isEqualTo(503);
            assertThat(second.headers().firstValue("retry-after")).contains("1");
            assertThat(OpenDoor.error(second).get("code").textValue()).isEqualTo("door_full");
            assertThat(first).isNotDone();
            door.role.close();
        }
    }

    @Test
    void aPublishThatFailsIsSaidAndLeavesNobodyWaiting() throws Exception {
        try (OpenDoor door = OpenDoor.answering()) {
            door.kafka.producer.sendException = new TimeoutException("no broker");

            HttpResponse<String> response = door.chat(BODY);

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(OpenDoor.error(response).get("code").textValue()).isEqualTo("not_published");
            assertThat(door.role.waiting()).isZero();
            assertThat(door.get("/readyz").body()).contains("no broker");
        }
    }
}
