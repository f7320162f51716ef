package dev.sluice.schemas.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.schemas.registry.RegistryUnavailableException;
import dev.sluice.schemas.registry.SchemaNotFoundException;
import dev.sluice.schemas.registry.SchemaRegistry;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/**
 * A schema registry with Confluent's REST interface (v7): Confluent's own, Apicurio's ({@code
 * …/apis/ccompat/v7}), Karapace, or Sluice's. What was found is kept for ever, since ids never
 * change their schema; what was not is asked for again. Any thread.
 */
public final class CcompatClient implements SchemaRegistry, AutoCloseable {

    /** A stage looks up schemas within a transaction, which must not grow old over it. */
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final RestCalls rest;
    private final Map<Integer, Schema> byId = new ConcurrentHashMap<>();
    private final Map<Registration, Integer> ids = new ConcurrentHashMap<>();

    private record Registration(String subject, Schema schema) {}

    private CcompatClient(RestCalls rest) {
        this.rest = rest;
    }

    /**
     * @param url such as {@code http://localhost:8081}; the REST paths are appended
     */
    public static CcompatClient of(URI url) {
        return of(url, TIMEOUT);
    }

    /**
     * @param timeout of one call, from connecting to the end of the answer
     */
    public static CcompatClient of(URI url, Duration timeout) {
        return new CcompatClient(new RestCalls(url, timeout));
    }

    @Override
    public Schema schema(int id) {
        Schema known = byId.get(id);
        if (known != null) {
            return known;
        }
        RestAnswer answer = rest.get("/schemas/ids/" + id);
        if (answer.isNotFound()) {
            throw new SchemaNotFoundException(
                    "no schema has id "
                            + id
                            + " at "
                            + rest.url()
                            + ": were the records written with another registry?");
        }
        Schema schema = parsed(answer);
        byId.put(id, schema);
        return schema;
    }

    @Override
    public int id(String subject, Schema schema) {
        return ids.computeIfAbsent(new Registration(subject, schema), this::lookUp);
    }

    @Override
    public int register(String subject, Schema schema) {
        return ids.computeIfAbsent(new Registration(subject, schema), this::submit);
    }

    private int lookUp(Registration registration) {
        RestAnswer answer = rest.post(path(registration), registration.schema());
        if (answer.isNotFound()) {
            throw new SchemaNotFoundException(
                    "the schema of '"
                            + registration.subject()
                            + "' is not registered at "
                            + rest.url()
                            + ": register it first (sluice topics create)");
        }
        return number(answer);
    }

    private int submit(Registration registration) {
        RestAnswer answer = rest.post(path(registration) + "/versions", registration.schema());
        if (answer.status() == 409 || answer.status() == 422) {
            throw new RegistryUnavailableException(
                    rest.url()
                            + " refuses the schema of '"
                            + registration.subject()
                            + "': "
                            + answer.message()
                            + "; another version of Sluice may have registered an incompatible"
                            + " one");
        }
        return number(answer);
    }

    private Schema parsed(RestAnswer answer) {
        JsonNode schema = rest.successful(answer).path("schema");
        try {
            return new Schema.Parser().parse(schema.asText());
        } catch (SchemaParseException e) {
            throw new RegistryUnavailableException(
                    rest.url() + " answered with what is no Avro schema", e);
        }
    }

    private int number(RestAnswer answer) {
        JsonNode id = rest.successful(answer).path("id");
        if (!id.isInt()) {
            throw new RegistryUnavailableException(
                    rest.url() + " answered without an id: is it a schema registry?");
        }
        return id.asInt();
    }

    private static String path(Registration registration) {
        return "/subjects/" + URLEncoder.encode(registration.subject(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        rest.close();
    }
}
