package dev.sluice.client.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "\"quoted\" and \\ back",
                "line\nbreak\rand\ttab",
                "\u0000\u0001\u001f\u007f",
                "wörk 漢字 🙂",
                "\u2028\u2029",
                "</script>"
            })
    void aLibraryReadsWhatWasWritten(String text) throws Exception {
        assertThat(new JsonMapper().readTree(JsonText.quoted(text)).textValue()).isEqualTo(text);
    }

    @Test
    void controlCharactersAreEscaped() {
        assertThat(JsonText.quoted("a\u0007\n")).isEqualTo("\"a\\u0007\\n\"");
    }
}
