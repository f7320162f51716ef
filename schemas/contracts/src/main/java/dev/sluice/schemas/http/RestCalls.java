package dev.sluice.schemas.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sluice.schemas.registry.RegistryUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.apache.avro.Schema;

/** Calls of one registry, one at a time for each caller. Any thread. */
final class RestCalls implements AutoCloseable {

    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String url;
    private final Duration timeout;
    private final HttpClient client;

    RestCalls(URI url, Duration timeout) {
        this.url = url.toString().replaceFirst("/+$", "");
        this.timeout = timeout;
        // HTTP/1.1: an upgrade to HTTP/2 in clear text confuses some registries and proxies.
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(timeout)
                        .build();
    }

    String url() {
        return url;
    }

    RestAnswer get(String path) {
        return send(request(path).GET().build());
    }

    RestAnswer post(String path, Schema schema) {
        String body =
                JSON.createObjectNode()
                        .put("schemaType", "AVRO")
                        .put("schema", schema.toString())
                        .toString();
        return send(
                request(path)
                        .header("Content-Type", CONTENT_TYPE)
                        .POST(BodyPublishers.ofString(body))
                        .build());
    }

    /**
     * The body of an answer that should have worked.
     *
     * @throws RegistryUnavailableException where it did not
     */
    JsonNode successful(RestAnswer answer) {
        return switch (answer.status()) {
            case 200 -> answer.body();
            case 401, 403 ->
                    throw new RegistryUnavailableException(
                            url
                                    + " refuses this client (HTTP "
                                    + answer.status()
                                    + "): it must be reachable without a password from here");
            case 404 ->
                    throw new RegistryUnavailableException(
                            url
                                    + " has no such path: check schema_registry.url; Apicurio's ends"
                                    + " with /apis/ccompat/v7");
            default ->
                    throw new RegistryUnavailableException(
                            url + " answered HTTP " + answer.status() + ": " + answer.message());
        };
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(timeout)
                .header("Accept", CONTENT_TYPE + ", application/json");
    }

    private RestAnswer send(HttpRequest request) {
        try {
            HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
            return new RestAnswer(response.statusCode(), json(response.body()));
        } catch (IOException e) {
            throw new RegistryUnavailableException(
                    "cannot reach the schema registry at "
                            + url
                            + " ("
                            + e
                            + "): is it running, and is schema_registry.url right?",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryUnavailableException("interrupted while asking " + url, e);
        }
    }

    private static JsonNode json(byte[] body) throws IOException {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
