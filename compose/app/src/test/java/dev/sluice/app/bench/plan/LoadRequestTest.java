package dev.sluice.app.bench.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadRequestTest {

    private final ObjectMapper json = new ObjectMapper();

    @ParameterizedTest(name = "{0} words, {1} tokens out, {2} ms")
    @CsvSource({"1, 1, 1", "50, 60, 300", "400, 5, 60000"})
    void aBodyIsJsonThatSaysAllOfIt(int words, int output, long millis) throws Exception {
        LoadRequest request = new LoadRequest(3, "acme", words, output, Duration.ofMillis(millis));

        JsonNode body = json.readTree(request.body("gpt-4o-mini"));

        assertThat(body.path("model").textValue()).isEqualTo("gpt-4o-mini");
        assertThat(body.path("max_tokens").intValue()).isGreaterThanOrEqualTo(output);
        assertThat(body.path("metadata").path("sim_latency_ms").longValue()).isEqualTo(millis);
        assertThat(body.path("metadata").path("sim_output_tokens").intValue()).isEqualTo(output);
        assertThat(body.path("messages").path(0).path("content").textValue().split(" "))
                .hasSize(words);
    }

    @Test
    void aLineIsItsBodyWithItsNumber() throws Exception {
        LoadRequest request = new LoadRequest(3, "acme", 2, 1, Duration.ofMillis(5));

        JsonNode line = json.readTree(request.line("m"));

        assertThat(line.path("custom_id").textValue()).isEqualTo("3");
        assertThat(line.path("method").textValue()).isEqualTo("POST");
        assertThat(line.path("url").textValue()).isEqualTo("/v1/chat/completions");
        assertThat(line.path("body")).isEqualTo(json.readTree(request.body("m")));
    }

    @ParameterizedTest(name = "{0} words and {1} out are {2} tokens")
    @CsvSource({"1, 1, 8", "12, 24, 42", "400, 60, 466"})
    void tokensAreWordsAnswerAndFrames(int words, int output, long tokens) {
        assertThat(new LoadRequest(0, "acme", words, output, Duration.ZERO).tokens())
                .isEqualTo(tokens);
    }
}
