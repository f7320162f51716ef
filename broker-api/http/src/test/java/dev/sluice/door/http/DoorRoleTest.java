package dev.sluice.door.http;

import static dev.sluice.door.http.OpenDoor.BODY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.schemas.id.RequestId;
import dev.sluice.testing.Results;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class DoorRoleTest {

    @Test
    void theModelsOfTheKeyAreListed() throws Exception {
        try (OpenDoor door = OpenDoor.answering()) {
            HttpResponse<String> response = door.get("/v1/models");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(OpenDoor.json(response).at("/data/0/id").textValue())
                    .isEqualTo("gpt-4o-mini");
        }
    }

    @Test
    void healthAndReadinessNeedNoKey() throws Exception {
        try (OpenDoor door = OpenDoor.answering()) {
            assertThat(door.get("/healthz").statusCode()).isEqualTo(200);
            assertThat(door.get("/readyz").statusCode()).isEqualTo(200);
            assertThat(door.get("/readyz").body()).isEqualTo("{\"status\":\"ready\"}");
        }
    }

    @Test
    void readinessNamesTheRolesThatDoNotServe() throws Exception {
        try (OpenDoor door = OpenDoor.answering()) {
            door.others.set(new Readiness(Map.of("placement", "restoring its state")));

            HttpResponse<String> response = door.get("/readyz");

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(OpenDoor.json(response))
                    .isEqualTo(
                            new JsonMapper()
                                    .readTree(
                                            """
                                            {"status":"not ready",
                                             "waiting_for":{"placement":"restoring its state"}}
                                            """));
        }
    }

    @Test
    void aReaderThatStoppedIsAFailureOfTheRole() throws Exception {
        try (OpenDoor door = OpenDoor.answering()) {
            door.kafka.consumer.setPollException(new KafkaException("not authorized"));
            await().until(() -> door.role.failure().isPresent());

            assertThat(door.role.ready()).isFalse();
            assertThat(door.get("/healthz").statusCode()).isEqualTo(200);
            assertThat(door.get("/readyz").body()).contains("not authorized");
            assertThat(OpenDoor.error(door.chat(BODY)).get("code").textValue())
                    .isEqualTo("not_ready");
        }
    }

    @Test
    void closingAnswersThoseWhoWaitAfterABoundedTime() throws Exception {
        try (OpenDoor door = new OpenDoor(OpenDoor.SILENT, OpenDoor.bounds(10));
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<HttpResponse<String>> waiting = clients.submit(() -> door.chat(BODY));
            await().until(() -> door.role.waiting() == 1);

            door.role.close();

            HttpResponse<String> response = waiting.get();
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(OpenDoor.error(response).get("code").textValue()).isEqualTo("door_closing");
            assertThat(response.headers().firstValue("x-request-id")).isPresent();
            assertThatThrownBy(() -> door.get("/healthz")).isInstanceOf(ConnectException.class);
            assertThat(door.kafka.producer.closed()).isTrue();
            assertThat(door.kafka.consumer.closed()).isTrue();
        }
    }

    @Test
    void aResultThatComesWhileItClosesIsStillGiven() throws Exception {
        BlockingQueue<RequestId> published = new LinkedBlockingQueue<>();
        try (OpenDoor door = new OpenDoor(remembering(published), OpenDoor.bounds(10));
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<HttpResponse<String>> waiting = clients.submit(() -> door.chat(BODY));
            await().until(() -> door.role.waiting() == 1);
            Future<?> closed = clients.submit(door.role::close);
            await().until(() -> !door.role.ready());

            door.kafka.write(Results.answered(published.take().toString(), "{}"));

            assertThat(waiting.get().statusCode()).isEqualTo(200);
            closed.get();
        }
    }

    @Test
    void aClientThatGoesAwayLeavesNothingBehind() throws Exception {
        BlockingQueue<RequestId> published = new LinkedBlockingQueue<>();
        try (OpenDoor door = new OpenDoor(remembering(published), OpenDoor.bounds(10))) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.role.port())) {
                socket.getOutputStream().write(rawChat());
                await().until(() -> door.role.waiting() == 1);
            }

            door.kafka.write(Results.answered(published.take().toString(), "x".repeat(1 << 20)));

            await().until(() -> door.role.waiting() == 0);
            assertThat(door.get("/healthz").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aTakenPortIsSaidAndNothingStaysOpen() {
        try (OpenDoor door = OpenDoor.answering()) {
            DoorRole.Bounds taken = OpenDoor.bounds(door.role.port(), 10);

            assertThatThrownBy(() -> new OpenDoor(OpenDoor.SILENT, taken).close())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("port " + door.role.port() + " of localhost");
        }
    }

    private static dev.sluice.testing.kafka.FakeKafka.Dispatcher remembering(
            BlockingQueue<RequestId> published) {
        return (id, _) -> {
            published.add(id);
            return Optional.empty();
        };
    }

    private static byte[] rawChat() {
        return ("POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\n"
                        + "Authorization: Bearer vk_demo_secret\r\nContent-Length: "
                        + BODY.length()
                        + "\r\n\r\n"
                        + BODY)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
