package dev.sluice.app.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.app.kafka.EmbeddedKafka;
import dev.sluice.app.kafka.EmbeddedKafkaConfig;
import dev.sluice.app.kafka.TopicAdmin;
import dev.sluice.app.kafka.TopicPlan;
import dev.sluice.schemas.kafka.TopicSchemaRegistry;
import dev.sluice.schemas.topic.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.UUID;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(Lifecycle.PER_CLASS)
class RegistryServerTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RESULTS = "/subjects/inference.results-value";
    private static final String PING =
            """
            {"schema": "{\\"type\\":\\"record\\",\\"name\\":\\"Ping\\",\\"fields\\":[{\\"name\\":\\"%s\\",\\"type\\":\\"string\\"}]}"}\
            """;

    private final HttpClient client = HttpClient.newHttpClient();
    private EmbeddedKafka kafka;
    private TopicSchemaRegistry registry;
    private RegistryServer server;

    @BeforeAll
    void start(@TempDir Path folder) {
        kafka = EmbeddedKafka.start(folder, EmbeddedKafkaConfig.loopback(0));
        try (TopicAdmin admin = TopicAdmin.connect(kafka.bootstrapServers())) {
            admin.create(new TopicPlan(1, (short) 1));
        }
        registry =
                TopicSchemaRegistry.open(
                        kafka.bootstrapServers(), () -> UUID.randomUUID().toString());
        registry.registerAll(Topics.ALL);
        server = RegistryServer.start(registry, "127.0.0.1", 0);
    }

    @AfterAll
    void stop() {
        server.close();
        registry.close();
        kafka.close();
        client.close();
    }

    @Test
    void every_topic_is_a_subject() throws Exception {
        assertThat(json("GET", "/subjects", ""))
                .extracting(JsonNode::asText)
                .containsAll(Topics.ALL.stream().map(topic -> topic.subject()).toList());
    }

    @Test
    void the_latest_version_is_read_by_name_and_its_schema_by_id() throws Exception {
        JsonNode latest = json("GET", RESULTS + "/versions/latest", "");
        JsonNode byId = json("GET", "/schemas/ids/" + latest.path("id"), "");

        assertThat(latest.path("subject").asText()).isEqualTo("inference.results-value");
        assertThat(latest.path("version").asInt()).isEqualTo(1);
        assertThat(latest).isEqualTo(json("GET", RESULTS + "/versions/1", ""));
        assertThat(new Schema.Parser().parse(byId.path("schema").asText()))
                .isEqualTo(Topics.RESULTS.schema());
        assertThat(json("GET", RESULTS + "/versions", "").toString()).isEqualTo("[1]");
        assertThat(json("GET", "/schemas/ids/" + latest.path("id") + "/versions", "").toString())
                .isEqualTo("[{\"subject\":\"inference.results-value\",\"version\":1}]");
    }

    @Test
    void a_registered_schema_is_found_again_and_has_one_id() throws Exception {
        JsonNode first = json("POST", "/subjects/ping-value/versions", PING.formatted("text"));
        JsonNode again = json("POST", "/subjects/ping-value/versions", PING.formatted("text"));
        JsonNode second = json("POST", "/subjects/ping-value/versions", PING.formatted("note"));
        JsonNode found = json("POST", "/subjects/ping-value", PING.formatted("note"));

        assertThat(again).isEqualTo(first);
        assertThat(second).isNotEqualTo(first);
        assertThat(found.path("version").asInt()).isEqualTo(2);
        assertThat(found.path("id")).isEqualTo(second.path("id"));
    }

    @Test
    void it_does_not_claim_to_check_compatibility() throws Exception {
        assertThat(json("GET", "/config", "").path("compatibilityLevel").asText())
                .isEqualTo("NONE");
        assertThat(
                        json("GET", "/config/any?defaultToGlobal=true", "")
                                .path("compatibilityLevel")
                                .asText())
                .isEqualTo("NONE");
        assertThat(send("PUT", "/config/any", "{\"compatibility\":\"NONE\"}").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest(name = "{0} {1} {2} is {3}, code {4}")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "GET,  /subjects/nobody/versions,         ``,                         404, 40401",
                "GET,  /subjects/nobody/versions/1,       ``,                         404, 40401",
                "GET,  /subjects/audit.log-value/versions/9,    ``,                   404, 40402",
                "GET,  /subjects/audit.log-value/versions/zero, ``,                   422, 42202",
                "GET,  /subjects/audit.log-value/versions/0,    ``,                   422, 42202",
                "GET,  /schemas/ids/999999,               ``,                         404, 40403",
                "GET,  /schemas/ids/x,                    ``,                         404, 40403",
                "POST, /subjects/nobody,                  `{\"schema\":\"\\\"int\\\"\"}`, 404, 40401",
                "POST, /subjects/audit.log-value,         `{\"schema\":\"\\\"int\\\"\"}`, 404, 40403",
                "POST, /subjects/x/versions,              `{\"schema\":\"{\"}`,       422, 42201",
                "POST, /subjects/x/versions,              `{}`,                       422, 42201",
                "POST, /subjects/x/versions,              `{`,                        422, 42201",
                "POST, /subjects/x/versions,              ``,                         422, 42201",
                "POST, /subjects/x/versions, `{\"schemaType\":\"JSON\",\"schema\":\"{}\"}`, 422, 42201",
                "GET,  /config/nobody,                    ``,                         404, 40408",
                "PUT,  /config,                `{\"compatibility\":\"BACKWARD\"}`,    422, 42203",
                "GET,  /elsewhere,                        ``,                         404, 404",
            })
    void errors_have_confluents_codes(String method, String path, String body, int status, int code)
            throws Exception {
        HttpResponse<String> response = send(method, path, body);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(JSON.readTree(response.body()).path("error_code").asInt()).isEqualTo(code);
        assertThat(JSON.readTree(response.body()).path("message").asText()).isNotBlank();
    }

    private JsonNode json(String method, String path, String body) throws Exception {
        HttpResponse<String> response = send(method, path, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type"))
                .hasValue("application/vnd.schemaregistry.v1+json");
        return JSON.readTree(response.body());
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(server.url() + path))
                        .method(method, BodyPublishers.ofString(body))
                        .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                        .build(),
                BodyHandlers.ofString());
    }
}
