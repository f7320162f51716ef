package dev.sluice.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.ResultSamples;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultBodyTest {

    @SuppressWarnings("unused") // by name: FieldSource
    private static final List<String> JSON =
            List.of(
                    "null",
                    "502",
                    "\"text\"",
                    "[1,2]",
                    " {\"a\" : {\"b\":[]}}\t",
                    "{\"logprob\":-0.12345678901234567890,\"big\":123456789012345678901234567890}",
                    "{\"e\":1.0E-400,\"z\":1.50,\"minus\":-0.0}",
                    "{\"one\":1,\"one\":2}",
                    "{\"escaped\":\"\\u00e9\\/\\ud83d\\ude00 \u00e9 \ud83d\ude00\"}",
                    "[" + "9".repeat(5_000) + "]",
                    "{\"" + "n".repeat(60_000) + "\":1}");

    @ParameterizedTest
    @FieldSource("JSON")
    void jsonIsKeptSignForSign(String text) {
        assertThat(of(text)).isEqualTo(new ResultBody.Json(text));
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
                "{'a':1}",
                "{\"a\":01}",
                "[NaN]",
                "{\"a\":1,}",
                "\"a\nb\"",
                "\"\\x\"",
                "\ufeff{}",
                "",
                " "
            })
    void anythingElseIsText(String text) {
        assertThat(of(text)).isEqualTo(new ResultBody.Text(text));
    }

    @Test
    void endsOfLinesBecomeSpaces() {
        assertThat(of("{\n\"a\":\r\n1}\n")).isEqualTo(new ResultBody.Json("{ \"a\":  1} "));
    }

    @Test
    void whatIsNestedDeeperThanReadersTakeIsText() {
        String deep = "[".repeat(2_000) + "]".repeat(2_000);

        assertThat(of(deep)).isEqualTo(new ResultBody.Text(deep));
    }

    @Test
    void bytesThatAreNoTextAreReplaced() {
        ByteBuffer odd = ByteBuffer.wrap(new byte[] {'"', (byte) 0xff, '"'});

        assertThat(ResultBody.of(odd)).isEqualTo(new ResultBody.Text("\"\ufffd\""));
        assertThat(odd.remaining()).isEqualTo(3);
    }

    private static ResultBody of(String text) {
        return ResultBody.of(ResultSamples.bytes(text));
    }
}
