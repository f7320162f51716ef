package dev.sluice.door.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every endpoint with the headers that its own clients send. */
class NativeEndpointsTest {

    private static final OpenDoor DOOR = OpenDoor.answering();

    @AfterAll
    static void close() {
        DOOR.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "/v1/chat/completions, Authorization, Bearer vk_demo_secret",
        "/v1/completions, Authorization, Bearer vk_demo_secret",
        "/v1/responses, Authorization, Bearer vk_demo_secret",
        "/v1/embeddings, Authorization, Bearer vk_demo_secret",
        "/v1/messages, x-api-key, vk_demo_secret",
        "/v1/messages, Authorization, Bearer vk_demo_secret",
        "/v1beta/models/flash:generateContent, x-goog-api-key, vk_demo_secret",
        "/v1beta/models/google/flash:generateContent, x-goog-api-key, vk_demo_secret",
        "/v1beta/models/google%2Fflash:generateContent, Authorization, Bearer vk_demo_secret",
    })
    void aRequestIsPublishedWithItsUrlAndAnswered(String path, String header, String key)
            throws Exception {
        String body = "{\"model\":\"m\",\"any\":[1.50]}";

        HttpResponse<String> response =
                DOOR.send(to(path).header(header, key).POST(BodyPublishers.ofString(body)));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(OpenDoor.ANSWER);
        assertThat(published())
                .isEqualTo("{\"method\":\"POST\",\"url\":\"" + path + "\",\"body\":" + body + "}");
    }

    @ParameterizedTest(name = "{0} {1} {2} {3}: {4} {6}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    POST | /v1/messages | x-api-key | vk_demo_wrong | {} | 401 | authentication_error
                    POST | /v1/messages | cookie | x | {} | 401 | authentication_error
                    POST | /v1/messages | x-api-key | vk_demo_secret | {} | 400 | invalid_request_error
                    POST | /v1/messages | x-api-key | vk_demo_secret | {"model":"m","stream":true} | 400 | invalid_request_error
                    GET | /v1/messages | x-api-key | vk_demo_secret | - | 405 | invalid_request_error
                    POST | /v1/messages/count_tokens | x-api-key | vk_demo_secret | {} | 404 | not_found_error
                    POST | /v1beta/models/m:generateContent | x-goog-api-key | vk_demo_wrong | {} | 401 | UNAUTHENTICATED
                    POST | /v1beta/models/m:generateContent | x-goog-api-key | vk_demo_secret | [] | 400 | INVALID_ARGUMENT
                    POST | /v1beta/models/m:streamGenerateContent | x-goog-api-key | vk_demo_secret | {} | 400 | INVALID_ARGUMENT
                    POST | /v1beta/models/m:streamGenerateContent?alt=sse | x-goog-api-key | vk_demo_secret | {} | 400 | INVALID_ARGUMENT
                    POST | /v1beta/models/m:countTokens | x-goog-api-key | vk_demo_secret | {} | 404 | NOT_FOUND
                    GET | /v1beta/models/m:generateContent | x-goog-api-key | vk_demo_secret | - | 405 | UNIMPLEMENTED
                    POST | /v1/responses | authorization | Bearer vk_demo_secret | {"model":"m","stream":true} | 400 | invalid_request_error
                    GET | /v1/embeddings | authorization | Bearer vk_demo_secret | - | 405 | invalid_request_error
                    """)
    void whatIsWrongIsSaidInTheWordsOfThePath(
            String method,
            String path,
            String header,
            String value,
            String body,
            int status,
            String word)
            throws Exception {
        int before = DOOR.kafka.producer.history().size();
        HttpRequest.BodyPublisher sent =
                body.equals("-") ? BodyPublishers.noBody() : BodyPublishers.ofString(body);

        HttpResponse<String> response =
                DOOR.send(to(path).header(header, value).method(method, sent));

        assertThat(response.statusCode()).isEqualTo(status);
        JsonNode error = OpenDoor.error(response);
        assertThat(error.path("status").asText(error.path("type").asText())).isEqualTo(word);
        assertThat(error.path("message").asText()).isNotEmpty();
        assertThat(OpenDoor.json(response).path("type").asText("none"))
                .isEqualTo(path.startsWith("/v1/messages") ? "error" : "none");
        assertThat(DOOR.kafka.producer.history()).hasSize(before);
    }

    @Test
    void streamingSaysWhatToAskForInstead() throws Exception {
        HttpResponse<String> response =
                DOOR.send(
                        to("/v1beta/models/m:streamGenerateContent")
                                .header("x-goog-api-key", "vk_demo_secret")
                                .POST(BodyPublishers.ofString("{}")));

        assertThat(OpenDoor.error(response).path("message").asText())
                .isEqualTo(
                        "Streaming is not available on this door yet: ask for :generateContent.");
    }

    @Test
    void anthropicsClientsFindTheRequestIdWhereTheyLook() throws Exception {
        HttpResponse<String> response =
                DOOR.send(
                        to("/v1/messages")
                                .header("x-api-key", "vk_demo_secret")
                                .header("anthropic-version", "2023-06-01")
                                .POST(BodyPublishers.ofString("{\"model\":\"m\"}")));

        assertThat(response.headers().firstValue("request-id"))
                .isEqualTo(response.headers().firstValue("x-request-id"))
                .isPresent();
    }

    private static String published() {
        byte[] value = DOOR.kafka.producer.history().getLast().value();
        return new String(value, StandardCharsets.UTF_8);
    }

    /** Without a key. */
    private static HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + DOOR.role.port() + path));
    }
}
