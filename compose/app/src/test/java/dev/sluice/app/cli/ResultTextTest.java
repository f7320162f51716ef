package dev.sluice.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.testing.ResultSamples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultTextTest {

    @Test
    void an_answer_as_a_person_reads_it() {
        assertThat(ResultText.of(ResultSamples.answered("{}").build()))
                .isEqualTo(
                        "c-1                                answered  200  1 attempt   0.000022200000 USD  ");
    }

    @Test
    void a_refusal_as_a_person_reads_it_says_why() {
        InferenceResult refused =
                ResultSamples.unanswered(ResultStatus.REFUSED, 402, "the budget is spent").build();

        assertThat(ResultText.of(refused))
                .isEqualTo(
                        ResultSamples.ID
                                + "         refused   402  0 attempts  0.000000000000 USD  the budget is spent");
    }

    @Test
    void a_result_of_several_attempts_counts_them() {
        InferenceResult failed =
                ResultSamples.unanswered(ResultStatus.FAILED, 502, "no answer")
                        .setCustomId("c-2")
                        .setAttempts(3)
                        .setCostPicos(1_500_000_000_001L)
                        .build();

        assertThat(ResultText.of(failed))
                .isEqualTo(
                        "c-2                                failed    502  3 attempts  1.500000000001 USD  no answer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"upstream\nsaid no", "upstream\r\nsaid no", "upstream\r\n\t said no"})
    void a_message_of_several_lines_stays_on_one(String message) {
        InferenceResult failed =
                ResultSamples.unanswered(ResultStatus.FAILED, 502, message).build();

        assertThat(ResultText.of(failed)).hasLineCount(1).endsWith("USD  upstream said no");
    }

    @ParameterizedTest
    @EnumSource(ResultStatus.class)
    void every_status_is_a_word_in_lower_case(ResultStatus status) {
        InferenceResult result = ResultSamples.bare(status, 200).build();

        assertThat(ResultText.of(result))
                .contains(" " + status.name().toLowerCase(java.util.Locale.ROOT) + " ")
                .hasLineCount(1);
    }
}
