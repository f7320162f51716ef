package dev.sluice.door.http;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.client.kafka.RequestPublisher;
import dev.sluice.client.kafka.ResultsReader;
import dev.sluice.client.kafka.ResultsSource;
import dev.sluice.testing.Results;
import dev.sluice.testing.Samples;
import dev.sluice.testing.kafka.FakeKafka;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A door on a free port before a fake Kafka, with a client that has the key. */
final class OpenDoor implements AutoCloseable {

    static final String CHAT = "/v1/chat/completions";
    static final String BODY = "{\"model\":\"gpt-4o-mini\",\"messages\":[]}";
    static final String ANSWER = "{ \"id\": \"chatcmpl-1\", \"choices\": [] }";

    /** Every request is answered at once. */
    static final FakeKafka.Dispatcher ANSWERING =
            (id, _) -> Optional.of(Results.answered(id.toString(), ANSWER));

    /** Results come when the test writes them. */
    static final FakeKafka.Dispatcher SILENT = (_, _) -> Optional.empty();

    final FakeKafka kafka;
    final AtomicReference<Readiness> others = new AtomicReference<>(Readiness.READY);
    final DoorRole role;
    private final HttpClient client = HttpClient.newHttpClient();

    OpenDoor(FakeKafka.Dispatcher dispatcher, DoorRole.Bounds bounds) {
        InstantSource clock = InstantSource.system();
        this.kafka = new FakeKafka(dispatcher);
        this.role =
                new DoorRole(
                        Samples.active(Samples.config()),
                        clock,
                        new RequestPublisher(
                                kafka.producer, Samples.TOPIC_ID, Samples.PARTITIONS, clock),
                        desk ->
                                ResultsReader.start(
                                        kafka.consumer,
                                        kafka.registry(),
                                        ResultsSource.all(),
                                        ResultsReader.From.END,
                                        desk,
                                        clock),
                        bounds,
                        others::get);
        await().until(role::ready);
    }

    static OpenDoor answering() {
        return new OpenDoor(ANSWERING, bounds(100));
    }

    static DoorRole.Bounds bounds(int waitingMax) {
        return bounds(0, waitingMax);
    }

    /** On a port of the loopback address. */
    static DoorRole.Bounds bounds(int port, int waitingMax) {
        return new DoorRole.Bounds(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                waitingMax,
                Duration.ofMillis(200));
    }

    /** A request with the sample key. */
    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + role.port() + path))
                .header("Authorization", "Bearer vk_demo_secret");
    }

    HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(to(path));
    }

    HttpResponse<String> chat(String body) throws IOException, InterruptedException {
        return send(to(CHAT).POST(BodyPublishers.ofString(body)));
    }

    static JsonNode json(HttpResponse<String> response) throws IOException {
        return new JsonMapper().readTree(response.body());
    }

    static JsonNode error(HttpResponse<String> response) throws IOException {
        return json(response).get("error");
    }

    @Override
    public void close() {
        client.shutdownNow();
        role.close();
    }
}
