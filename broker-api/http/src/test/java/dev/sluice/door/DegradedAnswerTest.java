package dev.sluice.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.record.Degradation;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.testing.Results;
import dev.sluice.testing.Samples;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DegradedAnswerTest {

    private static final Degradation OTHER =
            new Degradation("gpt-4o-mini", "claude \"3\"", "model_gone");
    private static final String FIELD =
            "\"sluice\":{\"degraded\":{\"asked\":\"gpt-4o-mini\",\"served\":\"claude \\\"3\\\"\","
                    + "\"reason\":\"model_gone\"}}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "{\"id\": 1.0e-3}|{FIELD,\"id\": 1.0e-3}",
                " {  \"ü\":[]}|{FIELD,  \"ü\":[]}",
                "{ }|{FIELD }",
                "[1]|[1]",
                "hello|hello",
            })
    void theAnswerItselfSaysItAndAllElseStaysByteForByte(String body, String expected) {
        String told =
                StandardCharsets.UTF_8
                        .decode(DegradedAnswer.body(Results.utf8(body), OTHER))
                        .toString();
        assertThat(told.strip()).isEqualTo(expected.replace("FIELD", FIELD));
    }

    @Test
    void anEmptyBodyStaysEmpty() {
        assertThat(DegradedAnswer.body(Results.utf8(""), OTHER).remaining()).isZero();
    }

    @Test
    void headersSayItTooAndOnlyThen() {
        InferenceResult usual = Results.answered("topic.0.5", "{\"id\":1}");
        InferenceResult other =
                InferenceResult.newBuilder(usual).setDegraded(true).setDegradation(OTHER).build();

        DoorAnswer answer = ResultAnswers.of(other, Dialect.OPENAI, Samples.NOON);
        assertThat(answer.headers())
                .containsEntry("x-sluice-degraded", "model_gone")
                .containsEntry("x-sluice-asked-model", "gpt-4o-mini")
                .containsEntry("x-sluice-served-model", "claude \"3\"");
        assertThat(new String(answer.bytes(), StandardCharsets.UTF_8))
                .isEqualTo("{" + FIELD + ",\"id\":1}");
        assertThat(ResultAnswers.of(usual, Dialect.OPENAI, Samples.NOON).headers())
                .doesNotContainKeys("x-sluice-degraded", "x-sluice-asked-model");
    }
}
