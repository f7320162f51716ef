package dev.sluice.door.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.signature.Signature;
import dev.sluice.schemas.signature.SignedText;
import dev.sluice.schemas.signature.SigningKey;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.testing.Samples;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CancelEndpointTest {

    private static final String PATH = "/v1/requests/" + Samples.requestId(7) + "/cancel";

    private final OpenDoor door = new OpenDoor(OpenDoor.SILENT, OpenDoor.bounds(100));

    @AfterEach
    void close() {
        door.close();
    }

    private HttpResponse<String> post(String path) throws Exception {
        return door.send(door.to(path).POST(BodyPublishers.noBody()));
    }

    @Test
    void theWishIsPublishedForTheKeysCustomer() throws Exception {
        HttpResponse<String> response = post(PATH);

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(OpenDoor.json(response).get("id").textValue()).isEqualTo(Samples.requestId(7));
        assertThat(OpenDoor.json(response).get("status").textValue()).isEqualTo("accepted");
        ProducerRecord<byte[], byte[]> sent = door.kafka.producer.history().getFirst();
        assertThat(sent.topic()).isEqualTo("inference.cancels");
        assertThat(sent.key()).asString(StandardCharsets.UTF_8).isEqualTo("acme");
        assertThat(sent.headers().lastHeader("sluice-key").value())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("demo");
    }

    @Test
    void itIsSignedWithTheSecretThatCame() throws Exception {
        assertThat(post(PATH).statusCode()).isEqualTo(202);

        ProducerRecord<byte[], byte[]> sent = door.kafka.producer.history().getFirst();
        Signature signature =
                Signature.parse(
                                new String(
                                        sent.headers().lastHeader("sluice-signature").value(),
                                        StandardCharsets.UTF_8))
                        .orElseThrow();
        SignedText text =
                SignedText.ofJson(
                                Topics.CANCELS,
                                ByteBuffer.wrap(sent.value()),
                                Map.of("sluice-key", "demo"),
                                signature.stamp())
                        .orElseThrow();
        assertThat(SigningKey.of("demo", "secret").signed(text, signature)).isTrue();
    }

    @Test
    void twiceIsTwoWishesAndNoHarm() throws Exception {
        assertThat(post(PATH).statusCode()).isEqualTo(202);
        assertThat(post(PATH).statusCode()).isEqualTo(202);
    }

    @Test
    void whatIsNoIdIsABadRequest() throws Exception {
        HttpResponse<String> response = post("/v1/requests/chatcmpl-1/cancel");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(OpenDoor.error(response).get("message").textValue()).contains("x-request-id");
        assertThat(door.kafka.producer.history()).isEmpty();
    }

    @Test
    void withoutAKeyOrWithAnotherMethodNothingIsPublished() throws Exception {
        HttpRequest.Builder keyless =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.role.port() + PATH))
                        .POST(BodyPublishers.noBody());
        assertThat(door.send(keyless).statusCode()).isEqualTo(401);
        assertThat(door.get(PATH).statusCode()).isEqualTo(405);
        assertThat(door.kafka.producer.history()).isEmpty();
    }

    @Test
    void whereKafkaDoesNotTakeItTheClientMaySendItAgain() throws Exception {
        door.kafka.producer.sendException = new TimeoutException("no broker");

        HttpResponse<String> response = post(PATH);

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(OpenDoor.error(response).get("code").textValue()).isEqualTo("not_published");
    }
}
