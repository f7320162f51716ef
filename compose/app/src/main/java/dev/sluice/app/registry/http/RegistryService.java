package dev.sluice.app.registry.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.sluice.schemas.kafka.TopicSchemaRegistry;
import dev.sluice.schemas.registry.RegisteredSchema;
import dev.sluice.schemas.registry.RegistryUnavailableException;
import dev.sluice.schemas.registry.SchemaNotFoundException;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes. Each request reads the topic to its end, so an answer is never older than the
 * question.
 */
final class RegistryService implements HttpService {

    private static final Logger log = LoggerFactory.getLogger(RegistryService.class);
    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final String UNCHECKED = "NONE";

    private final TopicSchemaRegistry registry;

    RegistryService(TopicSchemaRegistry registry) {
        this.registry = registry;
    }

    /** What a request is answered with when it succeeds. */
    private interface Answer {
        JsonNode to(ServerRequest request);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/", json(_ -> RegistryJson.object()))
                .get("/subjects", json(_ -> RegistryJson.texts(registry.subjects())))
                .get("/subjects/{subject}/versions", json(this::versionNumbers))
                .get(
                        "/subjects/{subject}/versions/{version}",
                        json(request -> RegistryJson.whole(version(request))))
                .post("/subjects/{subject}/versions", json(this::register))
                .post("/subjects/{subject}", json(this::lookup))
                .get("/schemas/types", json(_ -> RegistryJson.texts(List.of("AVRO"))))
                .get("/schemas/ids/{id}", json(this::byId))
                .get("/schemas/ids/{id}/versions", json(this::places))
                .get("/config", json(_ -> level()))
                .get("/config/{subject}", json(RegistryService::subjectLevel))
                .put("/config", json(RegistryService::setLevel))
                .put("/config/{subject}", json(RegistryService::setLevel))
                .any(json(RegistryService::unknownRoute));
    }

    private JsonNode versionNumbers(ServerRequest request) {
        ArrayNode numbers = RegistryJson.texts(List.of());
        versions(request).forEach(version -> numbers.add(version.version()));
        return numbers;
    }

    private List<RegisteredSchema> versions(ServerRequest request) {
        String subject = parameter(request, "subject");
        List<RegisteredSchema> versions = registry.versions(subject);
        if (versions.isEmpty()) {
            throw RegistryException.noSubject(subject);
        }
        return versions;
    }

    private RegisteredSchema version(ServerRequest request) {
        String wanted = parameter(request, "version");
        List<RegisteredSchema> versions = versions(request);
        if (wanted.equals("latest")) {
            return versions.getLast();
        }
        if (!wanted.matches("[1-9]\\d{0,8}")) {
            throw RegistryException.invalidVersion(wanted);
        }
        return versions.stream()
                .filter(version -> version.version() == Integer.parseInt(wanted))
                .findFirst()
                .orElseThrow(() -> RegistryException.noVersion(wanted));
    }

    private JsonNode register(ServerRequest request) {
        Schema schema = RegistryJson.schema(body(request));
        int id = registry.register(parameter(request, "subject"), schema);
        return RegistryJson.object().put("id", id);
    }

    private JsonNode lookup(ServerRequest request) {
        Schema schema = RegistryJson.schema(body(request));
        String subject = parameter(request, "subject");
        versions(request);
        return RegistryJson.whole(
                registry.find(subject, schema)
                        .orElseThrow(() -> RegistryException.noSchema(schema.getFullName())));
    }

    private JsonNode byId(ServerRequest request) {
        return RegistryJson.object().put("schema", schema(request).toString());
    }

    private JsonNode places(ServerRequest request) {
        Schema schema = schema(request);
        ArrayNode places = RegistryJson.texts(List.of());
        for (String subject : registry.subjects()) {
            registry.find(subject, schema).map(RegistryJson::place).ifPresent(places::add);
        }
        return places;
    }

    private Schema schema(ServerRequest request) {
        String id = parameter(request, "id");
        if (!id.matches("\\d{1,9}")) {
            throw RegistryException.noSchema(id);
        }
        try {
            return registry.schema(Integer.parseInt(id));
        } catch (SchemaNotFoundException e) {
            throw RegistryException.noSchema(id);
        }
    }

    private static JsonNode level() {
        return RegistryJson.object().put("compatibilityLevel", UNCHECKED);
    }

    private static JsonNode subjectLevel(ServerRequest request) {
        if (request.query().first("defaultToGlobal").orElse("false").equals("true")) {
            return level();
        }
        throw RegistryException.noSubjectConfig(parameter(request, "subject"));
    }

    /** Only what is so anyway is accepted: a promise to check would be false. */
    private static JsonNode setLevel(ServerRequest request) {
        String wanted = RegistryJson.level(body(request)).orElse("");
        if (!wanted.equals(UNCHECKED)) {
            throw RegistryException.invalidLevel();
        }
        return RegistryJson.object().put("compatibility", UNCHECKED);
    }

    private static JsonNode unknownRoute(ServerRequest request) {
        throw RegistryException.noRoute(
                request.prologue().method().text() + " " + request.path().path());
    }

    private static byte[] body(ServerRequest request) {
        return request.content().hasEntity() ? request.content().as(byte[].class) : new byte[0];
    }

    private static String parameter(ServerRequest request, String name) {
        return request.path().pathParameters().get(name);
    }

    private static Handler json(Answer answer) {
        return (request, response) -> {
            try {
                send(response, Status.OK_200, answer.to(request));
            } catch (RegistryException e) {
                sendError(response, e);
            } catch (RegistryUnavailableException e) {
                log.atWarn().setCause(e).log("schema registry request failed");
                sendError(response, RegistryException.store(String.valueOf(e.getMessage())));
            }
        };
    }

    private static void sendError(ServerResponse response, RegistryException error) {
        send(
                response,
                Status.create(error.status()),
                RegistryJson.error(error.code(), String.valueOf(error.getMessage())));
    }

    private static void send(ServerResponse response, Status status, JsonNode body) {
        response.status(status)
                .header(HeaderNames.CONTENT_TYPE, CONTENT_TYPE)
                .send(RegistryJson.bytes(body));
    }
}
