package dev.sluice.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyCheckTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\":\"m\"}",
                " \n\t{\"model\":\"m\",\"stream\":false}\n",
                "{\"messages\":[{\"stream\":true,\"content\":\"ü\"}],\"model\":\"m\"}",
                "{\"model\":\"m\",\"stream\":null}",
                "{\"model\":\"m\",\"n\":1e400,\"x\":{\"y\":[[],{}]}}",
            })
    void aRequestWithAModelPasses(String body) {
        assertThat(check(body)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "|JSON object",
                "hello|JSON object",
                "[]|JSON object",
                "\"model\"|JSON object",
                "{\"model\":\"m\"|not valid JSON",
                "{\"model\":\"m\",}|not valid JSON",
                "{'model':'m'}|not valid JSON",
                "{\"model\":\"m\"} {}|JSON object",
                "{\"model\":\"m\"}]|not valid JSON",
                "{}|provide a model",
                "{\"model\":null}|provide a model",
                "{\"model\":7}|provide a model",
                "{\"x\":{\"model\":\"m\"}}|provide a model",
                "{\"model\":\"m\",\"stream\":true}|Streaming is not available",
                "{\"stream\":false,\"model\":\"m\",\"stream\":true}|Streaming is not available",
            })
    void whatIsWrongIsSaid(String body, String said) {
        assertThat(check(body == null ? "" : body))
                .get()
                .satisfies(error -> {
                    assertThat(error.status()).isEqualTo(400);
                    assertThat(error.message()).contains(said);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void otherEncodingsAreNotTaken(String charset) {
        byte[] body = "{\"model\":\"m\"}".getBytes(Charset.forName(charset));

        assertThat(BodyCheck.check(body, BodyCheck.Model.IN_BODY)).isPresent();
    }

    @Test
    void aModelInThePathNeedsNoneInTheBody() {
        byte[] body = "{\"contents\":[]}".getBytes(StandardCharsets.UTF_8);

        assertThat(BodyCheck.check(body, BodyCheck.Model.IN_PATH)).isEmpty();
        assertThat(BodyCheck.check(body, BodyCheck.Model.IN_BODY)).isPresent();
    }

    @Test
    void nestingHasABound() {
        String deep = "[".repeat(100_000);

        assertThat(check("{\"model\":\"m\",\"x\":" + deep)).isPresent();
    }

    private static Optional<ApiError> check(String body) {
        return BodyCheck.check(body.getBytes(StandardCharsets.UTF_8), BodyCheck.Model.IN_BODY);
    }
}
