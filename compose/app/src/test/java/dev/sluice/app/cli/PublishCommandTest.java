package dev.sluice.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishCommandTest {

    private static final String GOOD =
            "{\"custom_id\":\"c\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":{}}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                GOOD,
                " " + GOOD + " ",
                GOOD + "\r",
                "{\"body\":{}}",
                "{\"body\":{\"model\":\"m\",\"n\":1e400},\"more\":[1,{}]}"
            })
    void a_line_with_a_body_is_published(String line) {
        assertThat(PublishCommand.fault(line)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "17",
                "\"text\"",
                "{\"body\":null}",
                "{\"body\":[]}",
                "{\"body\":\"{}\"}",
                "{\"Body\":{}}",
                "[{\"body\":{}}]"
            })
    void json_without_an_object_body_is_told_what_a_line_is(String line) {
        assertThat(PublishCommand.fault(line))
                .contains(
                        "no object \"body\"; a line is {\"custom_id\",\"method\",\"url\",\"body\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "{\"body\":{}",
                "{body:{}}",
                "{\"body\":{}} {\"body\":{}}",
                "{\"body\":{}},",
                "{\"body\":{}} hello",
                "\ufeff" + GOOD
            })
    void a_line_that_is_not_one_json_value_is_told_why(String line) {
        assertThat(PublishCommand.fault(line))
                .hasValueSatisfying(
                        why -> assertThat(why).startsWith("not JSON: ").hasLineCount(1));
    }
}
