package dev.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The HTTP door in front of a whole Sluice. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoorIT {

    private static final String BODY =
            "{\"model\":\"gpt-4o-mini\",\"max_tokens\":20,\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";

    private final HttpClient client = HttpClient.newHttpClient();
    private Stack stack;

    @BeforeAll
    void start(@TempDir Path folder) {
        stack = Stack.start(folder);
    }

    @AfterAll
    void close() {
        client.close();
        stack.close();
    }

    @Test
    void answersAChatCompletionWithItsRequestIdAndCost() throws Exception {
        HttpResponse<String> answer = post("vk_research_s3cr3t-of-research-9f2c", BODY);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"object\":\"chat.completion\"");
        assertThat(answer.headers().firstValue("x-request-id")).isPresent();
        assertThat(answer.headers().firstValue("x-sluice-attempts")).contains("1");
    }

    @Test
    void everyoneOfManyAtOnceGetsAnAnswerOfTheirOwn() throws Exception {
        List<Future<HttpResponse<String>>> answers = new ArrayList<>();
        try (ExecutorService agents = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < 100; n++) {
                answers.add(agents.submit(() -> post("vk_research_s3cr3t-of-research-9f2c", BODY)));
            }
        }

        assertThat(answers.stream().map(DoorIT::requestId)).doesNotHaveDuplicates().hasSize(100);
    }

    @Test
    void refusesAWrongSecretInOpenAisWords() throws Exception {
        HttpResponse<String> answer = post("vk_research_wrong", BODY);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("\"error\"").contains("invalid_api_key");
    }

    @Test
    void tellsAModelThatIsNotThere() throws Exception {
        HttpResponse<String> answer =
                post("vk_research_s3cr3t-of-research-9f2c", BODY.replace("gpt-4o-mini", "gpt-17"));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("model_not_found");
    }

    @Test
    void isHealthyAndReady() throws Exception {
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
    }

    private static String requestId(Future<HttpResponse<String>> answer) {
        try {
            assertThat(answer.get().statusCode()).isEqualTo(200);
            return answer.get().headers().firstValue("x-request-id").orElseThrow();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private HttpResponse<String> post(String key, String body)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(uri("/v1/chat/completions"))
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + stack.all().httpPort() + path);
    }
}
