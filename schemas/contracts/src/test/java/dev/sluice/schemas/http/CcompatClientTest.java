package dev.sluice.schemas.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.kafka.AvroWire;
import dev.sluice.schemas.record.CancelRequest;
import dev.sluice.schemas.registry.RegistryUnavailableException;
import dev.sluice.schemas.registry.SchemaNotFoundException;
import dev.sluice.schemas.topic.Topics;
import java.net.URI;
import java.time.Duration;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CcompatClientTest {

    private static final Schema WORK = Topics.WORK.schema();

    private final SmallRegistry server = SmallRegistry.start();
    private CcompatClient client = CcompatClient.of(server.url());

    @BeforeEach
    void freshClient() {
        client = CcompatClient.of(server.url());
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void whatIsRegisteredIsFoundByAnotherClient() {
        int id = client.register("inference.work-value", WORK);
        try (CcompatClient other = CcompatClient.of(server.url())) {
            assertThat(other.id("inference.work-value", WORK)).isEqualTo(id);
            assertThat(other.schema(id)).isEqualTo(WORK);
        }
        assertThat(server.calls())
                .containsExactly(
                        "POST /subjects/inference.work-value/versions",
                        "POST /subjects/inference.work-value",
                        "GET /schemas/ids/" + id);
    }

    @Test
    void whatWasFoundIsNotAskedForAgain() {
        int id = client.register("inference.work-value", WORK);
        for (int i = 0; i < 3; i++) {
            client.register("inference.work-value", WORK);
            client.id("inference.work-value", WORK);
            client.schema(id);
        }
        assertThat(server.calls()).hasSize(2);
    }

    @Test
    void whatWasNotFoundIsAskedForAgain() {
        assertThatThrownBy(() -> client.id("inference.work-value", WORK))
                .isInstanceOf(SchemaNotFoundException.class)
                .hasMessageContaining("inference.work-value")
                .hasMessageContaining("sluice topics create");
        server.put(WORK);
        assertThat(client.id("inference.work-value", WORK)).isEqualTo(1);
    }

    @Test
    void anIdThatNobodyHasIsAnErrorWithItsNumber() {
        assertThatThrownBy(() -> client.schema(41))
                .isInstanceOf(SchemaNotFoundException.class)
                .hasMessageContaining("41")
                .hasMessageContaining(server.url().toString());
    }

    @Test
    void subjectsAndUrlsAreWrittenAsPaths() {
        try (CcompatClient slashed = CcompatClient.of(URI.create(server.url() + "/"))) {
            slashed.register("a/b c-value", WORK);
        }
        assertThat(server.calls()).containsExactly("POST /subjects/a%2Fb+c-value/versions");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    401 | {"message":"no"}                          | refuses this client
                    403 | <html>                                    | refuses this client
                    404 | <html>not here</html>                     | check schema_registry.url
                    500 | {"error_code":50001,"message":"store"}    | HTTP 500: store
                    503 | busy                                      | HTTP 503
                    200 | <html>a login page</html>                 | no Avro schema
                    200 | {"schema":"{\\"type\\":\\"nonsense\\"}"}  | no Avro schema
                    """)
    void aLookupThatFailsSaysWhatToDoAndIsNoFactAboutTheSchema(
            int status, String body, String message) {
        server.answerWith(status, body);
        assertThatThrownBy(() -> client.schema(1))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    409 | {"error_code":409,"message":"incompatible with version 3"} | incompatible with version 3
                    422 | {"error_code":42201,"message":"Invalid schema"}            | Invalid schema
                    200 | {"version":3}                                              | is it a schema registry
                    500 | {"error_code":50001,"message":"store"}                     | HTTP 500: store
                    """)
    void aRegistrationThatFailsSaysWhy(int status, String body, String message) {
        server.answerWith(status, body);
        assertThatThrownBy(() -> client.register("inference.work-value", WORK))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aRegistryThatIsNotThereIsNamed() {
        server.close();
        assertThatThrownBy(() -> client.schema(1))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining(server.url().toString())
                .hasMessageContaining("is it running");
    }

    @Test
    void aRegistryThatDoesNotAnswerIsGivenUp() {
        server.hang();
        try (CcompatClient hasty = CcompatClient.of(server.url(), Duration.ofMillis(200))) {
            assertThatThrownBy(() -> hasty.schema(1))
                    .isInstanceOf(RegistryUnavailableException.class);
        }
    }

    @Test
    void anInterruptedCallerStaysInterrupted() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> client.schema(1)).isInstanceOf(RegistryUnavailableException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void recordsTravelThroughIt() {
        client.register(Topics.CANCELS.subject(), Topics.CANCELS.schema());
        CancelRequest cancel =
                CancelRequest.newBuilder().setRequestId("r").setVirtualKey("v").build();
        byte[] bytes = AvroWire.of(Topics.CANCELS, client).encode(cancel);
        try (CcompatClient reader = CcompatClient.of(server.url())) {
            assertThat(AvroWire.of(Topics.CANCELS, reader).decode(bytes)).isEqualTo(cancel);
        }
    }
}
