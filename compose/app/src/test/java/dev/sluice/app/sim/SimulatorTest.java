package dev.sluice.app.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SimulatorTest {

    private final AtomicLong nanos = new AtomicLong();
    private final Simulator simulator =
            Simulator.start(SimSamples.config(SimSamples.perMinute(600, 2)), nanos::get);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper json = new ObjectMapper();

    @AfterEach
    void close() {
        http.close();
        simulator.close();
    }

    @Test
    void anAnswerIsOpenAiShapedAndTellsWhatIsLeft() throws Exception {
        HttpResponse<String> response = chat("key-a");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("x-ratelimit-remaining-requests")).contains("1");
        assertThat(response.headers().firstValue("x-ratelimit-reset-requests")).contains("100ms");
        JsonNode body = json.readTree(response.body());
        assertThat(body.path("object").asText()).isEqualTo("chat.completion");
        assertThat(body.path("model").asText()).isEqualTo("gpt-4o-mini");
        assertThat(body.path("choices").path(0).path("message").path("content").asText())
                .isNotEmpty();
        assertThat(body.path("usage").path("total_tokens").asLong())
                .isEqualTo(
                        body.path("usage").path("prompt_tokens").asLong()
                                + body.path("usage").path("completion_tokens").asLong());
    }

    @Test
    void theThirdOfABurstOfTwoWaitsExactlyForItsToken() throws Exception {
        chat("key-a");
        chat("key-a");
        nanos.set(99_999_999);
        HttpResponse<String> early = chat("key-a");
        assertThat(early.statusCode()).isEqualTo(429);
        assertThat(early.headers().firstValue("retry-after")).contains("1");
        assertThat(early.headers().firstValue("retry-after-ms")).contains("1");
        assertThat(json.readTree(early.body()).path("error").path("code").asText())
                .isEqualTo("rate_limit_exceeded");

        nanos.set(100_000_000);

        assertThat(chat("key-a").statusCode()).isEqualTo(200);
    }

    @Test
    void theTallyIsThereForOthers() throws Exception {
        chat("key-a");
        chat("key-b");

        JsonNode tally = json.readTree(send("GET", "/tally", "").body());

        assertThat(tally.path("answered").asLong()).isEqualTo(2);
        assertThat(tally.path("keys").path("key-b").path("calls").asLong()).isEqualTo(1);
        assertThat(tally.path("cost_usd").asText())
                .isEqualTo(simulator.tally().costUsd().toPlainString());
    }

    @Test
    void faultsCanBeAskedForFromOutsideAndForgotten() throws Exception {
        assertThat(send("POST", "/faults", "{\"fault\":\"server_error\"}").statusCode())
                .isEqualTo(200);
        assertThat(chat("key-a").statusCode()).isEqualTo(500);

        send("POST", "/faults", "{\"fault\":\"server_error\",\"key\":\"key-a\",\"count\":9}");
        send("DELETE", "/faults", "");

        assertThat(chat("key-a").statusCode()).isEqualTo(200);
    }

    @Test
    void aFaultThatNobodyKnowsIsRefused() throws Exception {
        assertThat(send("POST", "/faults", "{\"fault\":\"explode\"}").statusCode()).isEqualTo(400);
        assertThat(send("POST", "/faults", "explode").statusCode()).isEqualTo(400);
        assertThat(send("POST", "/faults", "{\"fault\":\"hang\",\"count\":0}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void aKeyIsNeeded() throws Exception {
        assertThat(chat("stranger").statusCode()).isEqualTo(401);
    }

    private HttpResponse<String> chat(String key) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(simulator.baseUrl() + "/chat/completions"))
                        .header("Authorization", "Bearer " + SimSamples.secret(key))
                        .POST(HttpRequest.BodyPublishers.ofString(SimSamples.BODY))
                        .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(simulator.baseUrl().resolve(path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
