package dev.sluice.client.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BatchLineTest {

    @Test
    void theBodyStandsInTheLineAsItCame() {
        assertThat(line(Optional.empty(), "{\"model\":\"m\",\"temperature\":0.10}"))
                .isEqualTo(
                        "{\"method\":\"POST\",\"url\":\"/v1/chat/completions\","
                                + "\"body\":{\"model\":\"m\",\"temperature\":0.10}}");
    }

    @Test
    void aBodyOfManyLinesBecomesOne() {
        assertThat(line(Optional.empty(), "{\r\n  \"model\": \"a\\nb\"\n}\n"))
                .doesNotContain("\n", "\r")
                .contains("\"a\\nb\"");
    }

    @Test
    void aCustomIdIsQuoted() throws Exception {
        String customId = "a\"b\\c\u0007ü";

        JsonNode line = new JsonMapper().readTree(line(Optional.of(customId), "{}"));

        assertThat(line.get("custom_id").textValue()).isEqualTo(customId);
        assertThat(line.get("body").isObject()).isTrue();
    }

    private static String line(Optional<String> customId, String body) {
        return StandardCharsets.UTF_8
                .decode(
                        BatchLine.of(
                                customId,
                                BatchLine.CHAT_URL,
                                body.getBytes(StandardCharsets.UTF_8)))
                .toString();
    }
}
