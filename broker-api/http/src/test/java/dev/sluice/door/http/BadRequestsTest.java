package dev.sluice.door.http;

import static dev.sluice.door.http.OpenDoor.BODY;
import static dev.sluice.door.http.OpenDoor.CHAT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadRequestsTest {

    private static final int BODY_MAX = 4 * 1024 * 1024;
    private static final OpenDoor DOOR = OpenDoor.answering();

    @AfterAll
    static void close() {
        DOOR.close();
    }

    @Test
    void withoutAKeyNothingIsPublished() throws Exception {
        int before = DOOR.kafka.producer.history().size();

        HttpResponse<String> response =
                DOOR.send(
                        HttpRequest.newBuilder(
                                        URI.create("http://127.0.0.1:" + DOOR.role.port() + CHAT))
                                .POST(BodyPublishers.ofString(BODY)));

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("www-authenticate")).contains("Bearer");
        assertThat(OpenDoor.error(response).get("code").textValue()).isEqualTo("invalid_api_key");
        assertThat(DOOR.kafka.producer.history()).hasSize(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "hello|invalid_request",
                "|invalid_request",
                "{\"model\":\"gpt-4o-mini\",\"stream\":true}|invalid_request",
            })
    void aBodyThatCannotBePassedOnIs400(String body, String code) throws Exception {
        HttpResponse<String> response = DOOR.chat(body == null ? "" : body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(OpenDoor.error(response).get("code").textValue()).isEqualTo(code);
    }

    @Test
    void aBodyOfTheLargestSizePasses() throws Exception {
        String body = padded(BODY_MAX);

        assertThat(DOOR.chat(body).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {BODY_MAX + 1, BODY_MAX + 3_000_000, 5 * BODY_MAX})
    void aLargerOneIs413AndTheClientGetsToReadThat(int bytes) throws Exception {
        HttpResponse<String> response = DOOR.chat(padded(bytes));

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(OpenDoor.error(response).get("code").textValue()).isEqualTo("request_too_large");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/chat/completions, 405, method_not_allowed",
        "DELETE, /v1/chat/completions, 405, method_not_allowed",
        "POST, /v1/models, 405, method_not_allowed",
        "POST, /v1/audio/speech, 404, unknown_url",
        "GET, /, 404, unknown_url",
        "GET, /v1/chat, 404, unknown_url",
    })
    void wrongPathsAndMethodsAreSaidInOpenAisShape(
            String method, String path, int status, String code) throws Exception {
        HttpResponse<String> response =
                DOOR.send(DOOR.to(path).method(method, BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(OpenDoor.error(response).get("code").textValue()).isEqualTo(code);
        assertThat(OpenDoor.error(response).get("message").textValue()).contains(path);
    }

    @Test
    void anUnreadBodyDoesNotSpoilTheNextRequestOfTheConnection() throws Exception {
        HttpRequest.Builder keyless =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + DOOR.role.port() + CHAT))
                        .POST(BodyPublishers.ofString(padded(100_000)));

        for (int n = 0; n < 5; n++) {
            assertThat(DOOR.send(keyless).statusCode()).isEqualTo(401);
            assertThat(DOOR.chat(BODY).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whatIsNoHttpIsAnsweredInTheSameShape() throws Exception {
        String response = raw("GET /v1/models HTTP/1.1\r\nno colon here\r\n\r\n");

        assertThat(response).startsWith("HTTP/1.1 400").contains("{\"error\":{\"message\":");
    }

    @Test
    void endlessHeadersAreCutOff() throws Exception {
        String response = raw("GET /v1/models HTTP/1.1\r\nx: " + "y".repeat(100_000) + "\r\n\r\n");

        assertThat(response).contains("{\"error\":{\"message\":");
    }

    private static String padded(int bytes) {
        String start = "{\"model\":\"gpt-4o-mini\",\"x\":\"";
        return start + "y".repeat(bytes - start.length() - 2) + "\"}";
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), DOOR.role.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
