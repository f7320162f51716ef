package dev.sluice.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.bench.plan.LoadCase;
import dev.sluice.app.bench.plan.LoadKey;
import dev.sluice.app.bench.plan.LoadRequest;
import dev.sluice.app.sim.Simulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchProviderTest {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void aRequestIsCountedAsTheLoadCountsIt() throws Exception {
        LoadCase load = TinyLoads.load(3);
        try (Simulator provider = BenchProvider.start(load)) {
            for (LoadRequest request : load.requests()) {
                assertThat(call(provider, load, request).statusCode()).isEqualTo(200);
            }

            assertThat(provider.tally().inputTokens() + provider.tally().outputTokens())
                    .isEqualTo(load.requests().stream().mapToLong(LoadRequest::tokens).sum());
        }
    }

    @Test
    void aCallTakesAsLongAsTheRequestSays() throws Exception {
        LoadCase load = TinyLoads.load(1);
        LoadRequest slow = new LoadRequest(0, "acme", 5, 5, Duration.ofMillis(400));
        try (Simulator provider = BenchProvider.start(load)) {
            long start = System.nanoTime();
            HttpResponse<String> _ = call(provider, load, slow);

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(400));
        }
    }

    @ParameterizedTest(name = "{0}: limits {1}, pauses {2}")
    @CsvSource({"CONFIGURED, true, true", "ANNOUNCED, true, true", "NOTHING, false, true"})
    void headersTellWhatTheCaseLetsThemTell(LoadCase.Known known, boolean limits, boolean pauses)
            throws Exception {
        LoadCase load = TinyLoads.load(1, known);
        LoadRequest request = load.requests().getFirst();
        try (Simulator provider = BenchProvider.start(load)) {
            HttpResponse<String> answer = call(provider, load, request);
            HttpResponse<String> refusal = answer;
            while (refusal.statusCode() == 200) {
                refusal =
                        call(
                                provider,
                                load,
                                new LoadRequest(0, "acme", 5, 5, Duration.ofMillis(1)));
            }

            assertThat(has(answer, "x-ratelimit-limit-requests")).isEqualTo(limits);
            assertThat(has(refusal, "x-ratelimit-limit-requests")).isEqualTo(limits);
            assertThat(has(refusal, "retry-after")).isEqualTo(pauses);
        }
    }

    @ParameterizedTest
    @CsvSource({"UNAUTHORIZED, 401", "SERVER_ERROR, 500"})
    void aDeadKeyFailsAsTheCaseSaysAndTheOthersGoOn(LoadCase.Death death, int status)
            throws Exception {
        LoadCase tiny = TinyLoads.load(2);
        LoadKey living = tiny.keys().get(1);
        LoadKey dead =
                new LoadKey(
                        tiny.keys().get(0).id(), living.limits(), Optional.of(Duration.ZERO), 0);
        LoadCase load =
                new LoadCase(
                        "dead",
                        "one of two",
                        List.of(dead, living),
                        tiny.requests(),
                        tiny.known(),
                        death);
        try (Simulator provider = BenchProvider.start(load)) {
            assertThat(call(provider, load, load.requests().get(0)).statusCode()).isEqualTo(status);
            assertThat(call(provider, load, load.requests().get(1)).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whoSharesAKeyIsRefusedWhereNothingIsLeft() throws Exception {
        LoadCase tiny = TinyLoads.load(1);
        LoadKey shared =
                new LoadKey("key-0", tiny.keys().getFirst().limits(), Optional.empty(), 60_000);
        LoadCase load =
                new LoadCase(
                        "shared",
                        "more than there is",
                        List.of(shared),
                        tiny.requests(),
                        tiny.known(),
                        tiny.death());
        try (Simulator provider = BenchProvider.start(load)) {
            HttpResponse<String> _ = call(provider, load, load.requests().getFirst());
            HttpResponse<String> _ = call(provider, load, load.requests().getFirst());

            assertThat(provider.refusedToOthers()).isPositive();
        }
    }

    /** With the key whose turn it is. */
    private HttpResponse<String> call(Simulator provider, LoadCase load, LoadRequest request)
            throws IOException, InterruptedException {
        LoadKey key = load.keys().get(request.number() % load.keys().size());
        return http.send(
                HttpRequest.newBuilder(URI.create(provider.baseUrl() + "/chat/completions"))
                        .header("Authorization", "Bearer " + key.secret())
                        .POST(HttpRequest.BodyPublishers.ofString(request.body(BenchConfig.MODEL)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static boolean has(HttpResponse<String> response, String header) {
        return response.headers().firstValue(header).isPresent();
    }
}
