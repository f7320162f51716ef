package dev.sluice.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.schemas.record.Served;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultLineTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void an_answer_as_a_person_reads_it() {
        assertThat(ResultLine.text(ResultSamples.answered("{}").build()))
                .isEqualTo(
                        "c-1                                answered  200  1 attempt   0.000022200000 USD  ");
    }

    @Test
    void a_refusal_as_a_person_reads_it_says_why() {
        InferenceResult refused =
                ResultSamples.unanswered(ResultStatus.REFUSED, 402, "the budget is spent").build();

        assertThat(ResultLine.text(refused))
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

        assertThat(ResultLine.text(failed))
                .isEqualTo(
                        "c-2                                failed    502  3 attempts  1.500000000001 USD  no answer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"upstream\nsaid no", "upstream\r\nsaid no", "upstream\r\n\t said no"})
    void a_message_of_several_lines_stays_on_one(String message) {
        InferenceResult failed =
                ResultSamples.unanswered(ResultStatus.FAILED, 502, message).build();

        assertThat(ResultLine.text(failed)).hasLineCount(1).endsWith("USD  upstream said no");
    }

    @Test
    void an_answer_is_a_line_of_the_batch_output_format() {
        InferenceResult answered = ResultSamples.answered("{\"id\":\"x\",\"n\":1}").build();

        assertThat(ResultLine.json(answered))
                .isEqualTo(
                        """
                        {"id":"ID","custom_id":"c-1",\
                        "response":{"status_code":200,"request_id":"ID","body":{"id":"x","n":1}},\
                        "error":null,\
                        "sluice":{"status":"answered","attempts":1,"customer":"acme","team":"research",\
                        "key":"demo","cost_usd":0.000022200000,"queue_ms":5,"provider_ms":300,\
                        "replayed":false,"workflow":"w-1","step":"plan",\
                        "served":{"provider":"sim","model":"gpt-4o-mini","key":"key-a"},\
                        "usage":{"input_tokens":12,"output_tokens":34}}}\
                        """
                                .replace("ID", ResultSamples.ID));
    }

    @Test
    void what_is_missing_is_null_or_left_out() {
        InferenceResult expired =
                ResultSamples.unanswered(ResultStatus.EXPIRED, 504, "too late").build();

        assertThat(ResultLine.json(expired))
                .isEqualTo(
                        """
                        {"id":"ID","custom_id":null,"response":null,\
                        "error":{"code":"a_type","message":"too late"},\
                        "sluice":{"status":"expired","attempts":0,"customer":"acme","team":"research",\
                        "key":"demo","cost_usd":0E-12,"queue_ms":0,"provider_ms":0,\
                        "replayed":false,"workflow":null,"step":null}}\
                        """
                                .replace("ID", ResultSamples.ID));
    }

    @Test
    void a_server_that_tells_neither_model_nor_key_has_nulls() throws Exception {
        InferenceResult echoed =
                ResultSamples.answered("{}")
                        .setServed(Served.newBuilder().setProvider("echo").build())
                        .build();

        assertThat(tree(echoed).at("/sluice/served"))
                .isEqualTo(JSON.readTree("{\"provider\":\"echo\",\"model\":null,\"key\":null}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>Bad Gateway</html>",
                "502 Bad Gateway",
                "{\"half\":",
                "{} and more",
                "[1] [2]",
                "\"quoted\" and not",
                "null and void",
                "",
                " "
            })
    void a_body_that_is_not_one_json_value_is_a_string(String body) throws Exception {
        assertThat(tree(ResultSamples.answered(body).build()).at("/response/body"))
                .isEqualTo(JSON.getNodeFactory().textNode(body));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {"null", "502", "'\"text\"'", "'[1,2]'", "'{\"a\":{\"b\":[]}}'"})
    void a_body_of_any_json_is_that_json(String body) throws Exception {
        assertThat(tree(ResultSamples.answered(body).build()).at("/response/body"))
                .isEqualTo(JSON.readTree(body));
    }

    @Test
    void a_number_keeps_every_digit() {
        String body =
                "{\"logprob\":-0.12345678901234567890,\"big\":123456789012345678901234567890}";

        assertThat(ResultLine.json(ResultSamples.answered(body).build())).contains(body);
    }

    @Test
    void bytes_that_are_not_text_do_not_stop_it() throws Exception {
        InferenceResult odd =
                ResultSamples.answered("")
                        .setBody(ByteBuffer.wrap(new byte[] {(byte) 0xff, (byte) 0xfe}))
                        .build();

        assertThat(tree(odd).at("/response/body").isTextual()).isTrue();
    }

    @Test
    void a_body_can_be_printed_twice() {
        InferenceResult answered = ResultSamples.answered("{\"a\":1}").build();

        assertThat(ResultLine.json(answered)).isEqualTo(ResultLine.json(answered));
    }

    @ParameterizedTest
    @EnumSource(ResultStatus.class)
    void every_status_is_a_word_in_lower_case(ResultStatus status) throws Exception {
        InferenceResult result = ResultSamples.bare(status, 200).build();

        String word = tree(result).at("/sluice/status").asText();

        assertThat(word).isEqualToIgnoringCase(status.name()).isLowerCase();
        assertThat(ResultLine.text(result)).contains(" " + word + " ").hasLineCount(1);
    }

    private static JsonNode tree(InferenceResult result) throws Exception {
        String line = ResultLine.json(result);
        assertThat(line).hasLineCount(1);
        return JSON.readTree(line);
    }
}
