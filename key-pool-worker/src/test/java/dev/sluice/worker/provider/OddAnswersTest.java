package dev.sluice.worker.provider;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.TokenUsage;
import dev.sluice.testing.Samples;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are odd, but legal JSON; and what only looks like it. */
final class OddAnswersTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String SECRET = "sk-very-secret-1";

    private final OpenAiAdapter adapter = new OpenAiAdapter(URI.create("https://host/v1"));

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "prompt_tokens":0,"completion_tokens":0                          | 0/0/0/0
                    "completion_tokens":2,"prompt_tokens":1                          | 1/2/0/0
                    "prompt_tokens":1,"prompt_tokens":3,"completion_tokens":2        | 3/2/0/0
                    "prompt_tokens":9007199254740993,"completion_tokens":0           | 9007199254740993/0/0/0
                    "prompt_tokens":9223372036854775807,"completion_tokens":0        | 9223372036854775807/0/0/0
                    "prompt_tokens":9223372036854775808,"completion_tokens":0        | none
                    "prompt_tokens":99999999999999999999999999,"completion_tokens":0 | none
                    "prompt_tokens":1e3,"completion_tokens":2                        | none
                    "prompt_tokens":1,"completion_tokens":2.0                        | none
                    "prompt_tokens":1,"completion_tokens":-1                         | none
                    "prompt_tokens":-9223372036854775808,"completion_tokens":1       | none
                    "prompt_tokens":1,"completion_tokens":null                       | none
                    "prompt_tokens":null,"completion_tokens":1                       | none
                    "prompt_tokens":true,"completion_tokens":1                       | none
                    "prompt_tokens":[1],"completion_tokens":1                        | none
                    "prompt_tokens":1                                                | 1/0/0/0
                    "total_tokens":7                                                 | none
                    """)
    void theCountIsBelievedWhereItIsOne(String usage, String expected) {
        CallOutcome outcome = whole("{\"choices\":[],\"usage\":{" + usage + "}}");
        assertThat(outcome.kind()).isEqualTo(EndKind.ANSWERED);
        assertThat(outcome.usage().map(OddAnswersTest::written).orElse("none")).isEqualTo(expected);
        assertThat(outcome.billing())
                .isEqualTo(expected.equals("none") ? Billing.BOUND : Billing.ACTUAL);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "prompt_tokens_details":null                                | 10/5/0/0
                    "prompt_tokens_details":{"cached_tokens":null}              | 10/5/0/0
                    "prompt_tokens_details":{"cached_tokens":-3}                | 10/5/0/0
                    "prompt_tokens_details":{"cached_tokens":11}                | 10/5/10/0
                    "prompt_tokens_details":{"cached_tokens":9e99}              | 10/5/0/0
                    "prompt_tokens_details":[{"cached_tokens":4}]               | 10/5/0/0
                    "completion_tokens_details":"none"                          | 10/5/0/0
                    "completion_tokens_details":{"reasoning_tokens":6}          | 10/5/0/5
                    "completion_tokens_details":{"reasoning_tokens":5,"x":{}}   | 10/5/0/5
                    "cost":0.00012,"is_byok":false                              | 10/5/0/0
                    """)
    void partsOfTheCountNeverSpoilItAndNeverExceedIt(String more, String expected) {
        CallOutcome outcome =
                whole("{\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":5," + more + "}}");
        assertThat(outcome.usage().map(OddAnswersTest::written)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[]", "[10,5]", "\"10/5\"", "7", "{}", "{\"tokens_in\":3,\"tokens_out\":4}"})
    void aUsageOfAnotherShapeIsNone(String usage) {
        CallOutcome outcome = whole("{\"usage\":" + usage + "}");
        assertThat(outcome.kind()).isEqualTo(EndKind.ANSWERED);
        assertThat(outcome.billing()).isEqualTo(Billing.BOUND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                " \r\n\t{} \n",
                "{\"error\":null}",
                "{\"choices\":[{\"message\":{\"content\":\"žluťoučký 🐎 \\ud83d\\udc0e \\u0000\"}}]}",
                "{\"choices\":[{\"message\":{\"content\":\"half of a pair: \\ud83d\"}}]}",
                "{\"\":{\"\":{\"\":[[[[[]]]]]}}}",
                "{\"n\":-0.0,\"m\":1E+400,\"o\":123456789012345678901234567890.5}",
                "{\"id\":7,\"model\":false}",
                "{\"id\":null,\"model\":null}",
                "{\"id\":{},\"model\":[]}"
            })
    void legalJsonReachesTheAgentByteForByte(String body) {
        CallOutcome outcome = whole(body);
        assertThat(outcome.kind()).isEqualTo(EndKind.ANSWERED);
        assertThat(text(outcome)).contains(body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'id':1}",
                "{\"id\":1,}",
                "{\"id\":01}",
                "{\"id\":NaN}",
                "{\"id\":1}{\"id\":2}",
                "{\"id\":1}]",
                "// hello\n{}",
                "{\"id\":\"a\nb\"}",
                "data: {\"id\":1}\n\ndata: [DONE]\n",
                ")]}',\n{}"
            })
    void whatOnlyLooksLikeItMayHaveBeenBilled(String body) {
        CallOutcome outcome = whole(body);
        assertThat(outcome.kind()).isEqualTo(EndKind.FAILED);
        assertThat(outcome.billing()).isEqualTo(Billing.BOUND);
    }

    @Test
    void aBodyThatIsNestedWithoutEndIsNoAnswerAndNoCrash() {
        String deep = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertThat(whole(deep).kind()).isEqualTo(EndKind.FAILED);
        assertThat(whole(deep).billing()).isEqualTo(Billing.BOUND);
    }

    @Test
    void bytesThatAreNoUtf8AreNoAnswer() {
        byte[] latin = {'{', '"', 'a', '"', ':', '"', (byte) 0xe4, '"', '}'};
        assertThat(read(200, latin).kind()).isEqualTo(EndKind.FAILED);
    }

    @Test
    void jsonInTwoByteLettersIsReadToo() {
        byte[] wide =
                "{\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4}}".getBytes(UTF_16BE);
        assertThat(read(200, wide).usage().map(OddAnswersTest::written)).contains("3/4/0/0");
    }

    @ParameterizedTest(name = "a refusal of {0} is read")
    @ValueSource(
            strings = {
                "{\"error\":[]}",
                "{\"error\":7}",
                "{\"error\":{\"message\":null,\"code\":null,\"type\":null,\"param\":null}}",
                "{\"error\":{\"message\":{\"deep\":true},\"code\":[1],\"type\":{}}}",
                "{\"error\":{\"code\":99999999999999999999}}",
                "{\"error\":{\"details\":7}}",
                "{\"error\":{\"details\":[[],7,null,{\"retryDelay\":{}},{\"violations\":3}]}}",
                "[]",
                "[[[]]]",
                "[7]",
                "\"too many\"",
                "null",
                "0",
                "\u0000"
            })
    void aRefusalInAnyShapeKeepsTheMeaningOfItsStatus(String body) {
        CallOutcome outcome = read(429, body.getBytes(UTF_8));
        assertThat(outcome.kind()).isEqualTo(EndKind.REFUSED);
        assertThat(outcome.billing()).isEqualTo(Billing.NONE);
        assertThat(outcome.message().orElseThrow()).isNotEmpty();
    }

    @Test
    void aMessageIsCutWithinAPairOfLettersWithoutAnError() {
        String body = "{\"error\":{\"message\":\"" + "x".repeat(499) + "🐎🐎\"}}";
        CallOutcome outcome = read(400, body.getBytes(UTF_8));
        assertThat(outcome.message().orElseThrow()).hasSizeLessThanOrEqualTo(500);
    }

    private CallOutcome whole(String body) {
        return read(200, body.getBytes(UTF_8));
    }

    private CallOutcome read(int status, byte[] body) {
        return adapter.read(
                Samples.attempt(Samples.requestId(1)),
                new ProviderReply.Answered(
                        status,
                        new AnswerHeaders(Map.of()),
                        new ProviderReply.Content.Whole(ByteBuffer.wrap(body))),
                NOW,
                SECRET);
    }

    private static String written(TokenUsage usage) {
        return usage.getInputTokens()
                + "/"
                + usage.getOutputTokens()
                + "/"
                + usage.getCachedInputTokens()
                + "/"
                + usage.getReasoningTokens();
    }

    private static Optional<String> text(CallOutcome outcome) {
        return outcome.response().map(bytes -> UTF_8.decode(bytes.duplicate()).toString());
    }
}
