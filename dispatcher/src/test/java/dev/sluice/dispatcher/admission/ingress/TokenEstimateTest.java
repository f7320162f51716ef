package dev.sluice.dispatcher.admission.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TokenEstimateTest {

    private static int of(String body) throws Flaw {
        return TokenEstimate.of(
                Json.read(ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8))),
                Tokenizer.of("openai"));
    }

    private static String message(String content) {
        return "{\"messages\":[{\"role\":\"user\",\"content\":" + content + "}]}";
    }

    @Test
    void aShortMessageIsCountedWithItsOverhead() throws Flaw {
        // OpenAI counts 8 for it: 3 a message, 1 role, 1 "hello", 3 for the reply.
        assertThat(of(message("\"hello\""))).isBetween(8, 12);
    }

    @Test
    void wordsOfSpecialMeaningToTheEncodingAreWordsLikeOthers() throws Flaw {
        assertThat(of(message("\"<|endoftext|>\""))).isGreaterThan(10);
    }

    @Test
    void beyondTheCountedTextEveryByteIsAToken() throws Flaw {
        String counted = "word ".repeat(10_000);
        int few = of(message("\"" + counted + "\""));
        int many = of(message("\"" + counted + counted + "\""));
        assertThat(few).isLessThan(counted.length() / 3);
        assertThat(many).isGreaterThanOrEqualTo(2 * counted.length());
    }

    @Test
    void manySmallTextsShareTheBoundOfWhatIsCounted() throws Flaw {
        StringBuilder body = new StringBuilder("{\"messages\":[");
        for (int i = 0; i < 20; i++) {
            body.append(i == 0 ? "" : ",").append("{\"content\":\"");
            body.append("word ".repeat(1_000)).append("\"}");
        }
        int tokens = of(body.append("]}").toString());
        assertThat(tokens).isGreaterThan(100_000 - TokenEstimate.COUNTED_BYTES_MAX);
    }

    @Test
    void partsImagesAndToolsCount() throws Flaw {
        String part = "[{\"type\":\"text\",\"text\":\"hello\"}]";
        String image = "[{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://x/y.png\"}}]";
        assertThat(of(message(part))).isGreaterThanOrEqualTo(of(message("\"hello\"")));
        assertThat(of(message(image))).isGreaterThan(TokenEstimate.TOKENS_OF_IMAGE);
        assertThat(of("{\"tools\":[{\"function\":{\"name\":\"search_everything\"}}]}"))
                .isGreaterThan(of("{\"tools\":[]}"));
    }
}
