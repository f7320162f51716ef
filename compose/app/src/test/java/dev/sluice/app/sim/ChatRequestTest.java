package dev.sluice.app.sim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatRequestTest {

    @ParameterizedTest(name = "\"{0}\" has {1}")
    @CsvSource({
        "'', 0",
        "'  ', 0",
        "hello, 1",
        "to be or not to be, 5",
        "a b c d e f g h, 4",
        "internationalization of everything, 3"
    })
    void tokensAreWordsOrAQuarterOfTheBytesWhicheverIsLess(String text, long expected) {
        assertThat(ChatRequest.tokens(text)).isEqualTo(expected);
    }

    @Test
    void everyMessageAndTheReplyCostTheirFrame() {
        ChatRequest request =
                good(
                        """
                        {"model":"m","max_tokens":9,"n":2,"metadata":{"sim_fault":"hang"},"messages":[
                        {"role":"system","content":"hello"},
                        {"role":"user","content":[{"type":"text","text":"hello"},{"type":"image_url"}]}]}\
                        """);

        assertThat(request.promptTokens()).isEqualTo(3 + (3 + 1) + (3 + 1));
        assertThat(request.maxTokens()).isEqualTo(9);
        assertThat(request.answers()).isEqualTo(2);
        assertThat(request.wishes().fault()).contains(Fault.HANG);
    }

    @Test
    void aRequestMaySayHowLongItTakesAndHowLongItsAnswerIs() {
        ChatRequest request =
                good(
                        """
                        {"model":"m","max_tokens":9,"messages":[{"content":"hello"}],
                        "metadata":{"sim_latency_ms":1500,"sim_output_tokens":7}}\
                        """);

        assertThat(request.wishes().latency()).contains(Duration.ofMillis(1_500));
        assertThat(ChatAnswer.to(request).usage().completionTokens()).isEqualTo(7);
    }

    @Test
    void anAnswerIsNotLongerThanItsCapWhateverIsWished() {
        ChatRequest request =
                good(
                        """
                        {"model":"m","max_tokens":5,"messages":[{}],"metadata":{"sim_output_tokens":7}}\
                        """);

        assertThat(ChatAnswer.to(request).usage().completionTokens()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"sim_latency_ms\":0}", "{\"sim_latency_ms\":\"soon\"}"})
    void whatIsNoNumberAboveZeroIsNoWish(String metadata) {
        ChatRequest request =
                good("{\"model\":\"m\",\"messages\":[{}],\"metadata\":" + metadata + "}");

        assertThat(request.wishes().latency()).isEmpty();
        assertThat(request.wishes().outputTokens()).isEmpty();
    }

    @Test
    void theNewerNameOfTheCapWins() {
        assertThat(
                        good("{\"model\":\"m\",\"max_tokens\":9,\"max_completion_tokens\":5,\"messages\":[{}]}")
                                .maxTokens())
                .isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "[]",
                "{}",
                "{\"model\":\"m\"}",
                "{\"model\":\"m\",\"messages\":[]}",
                "{\"model\":\"m\",\"messages\":[{}],\"stream\":true}"
            })
    void whatIsNoRequestIsBad(String body) {
        assertThat(ChatRequest.read(body.getBytes(UTF_8)))
                .isInstanceOf(ChatRequest.Reading.Bad.class);
    }

    @ParameterizedTest(name = "max_tokens {0}")
    @ValueSource(ints = {1, 2, 17, 64, 4_000})
    void anAnswerNeverExceedsTheCap(int cap) {
        for (int i = 0; i < 200; i++) {
            ChatAnswer answer = ChatAnswer.to(good(body(cap, "question " + i)));
            assertThat(answer.usage().completionTokens()).isBetween(1L, (long) Math.min(cap, 64));
        }
    }

    @Test
    void theSameBytesGetTheSameWords() {
        ChatRequest request = good(body(50, "hello"));

        assertThat(ChatAnswer.to(request).json(1)).isEqualTo(ChatAnswer.to(request).json(1));
    }

    private static ChatRequest good(String body) {
        return ((ChatRequest.Reading.Good) ChatRequest.read(body.getBytes(UTF_8))).request();
    }

    private static String body(int cap, String text) {
        return "{\"model\":\"m\",\"max_tokens\":%d,\"messages\":[{\"content\":\"%s\"}]}"
                .formatted(cap, text);
    }
}
