package dev.sluice.schemas.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.schemas.topic.Topic;
import dev.sluice.schemas.topic.Topics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Records and their signatures as docs/reference/signatures.json has them, for any language. */
class SignatureVectorsTest {

    /** One line of the file; shown by its name. */
    record Vector(JsonNode node) {
        String text(String field) {
            return node.get(field).textValue();
        }

        @Override
        public String toString() {
            return text("name");
        }
    }

    static Stream<Vector> vectors() throws IOException {
        JsonNode lines =
                new JsonMapper()
                        .readTree(
                                Files.readString(Path.of("../../docs/reference/signatures.json")));
        return StreamSupport.stream(lines.spliterator(), false).map(Vector::new);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aRecordIsSignedAsTheDocumentationSays(Vector vector) {
        SigningKey key = SigningKey.of(vector.text("virtual_key"), vector.text("secret"));
        SignedText text = text(vector);

        assertThat(HexFormat.of().formatHex(key.bytes())).isEqualTo(vector.text("signing_key"));
        assertThat(text.text()).isEqualTo(vector.text("text"));
        assertThat(key.sign(text).text()).isEqualTo(vector.text("signature"));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void itsSignatureIsTakenAndNoOtherIs(Vector vector) {
        SigningKey key = SigningKey.of(vector.text("virtual_key"), vector.text("secret"));
        Signature signature = Signature.parse(vector.text("signature")).orElseThrow();
        String another =
                (signature.hmac().startsWith("0") ? "1" : "0") + signature.hmac().substring(1);

        assertThat(key.signed(text(vector), signature)).isTrue();
        assertThat(key.signed(text(vector), new Signature(signature.stamp(), another))).isFalse();
        assertThat(SigningKey.of("other", vector.text("secret")).signed(text(vector), signature))
                .isFalse();
        assertThat(
                        SigningKey.of(vector.text("virtual_key"), "other")
                                .signed(text(vector), signature))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"python, ../../examples/python/sign.py", "js, ../../examples/node/sign.mjs"})
    void thePageShowsTheExamplesLineByLine(String language, String file) throws IOException {
        String page = Files.readString(Path.of("../../docs/concepts/identity.md"));
        int start = page.indexOf("```" + language + "\n") + language.length() + 4;
        List<String> shown = page.substring(start, page.indexOf("```", start)).lines().toList();

        assertThat(shown).hasSizeBetween(5, 10);
        assertThat(Files.readAllLines(Path.of(file))).containsAll(shown);
    }

    @Test
    void thePageHasTheFirstSignature() throws IOException {
        assertThat(Files.readString(Path.of("../../docs/concepts/identity.md")))
                .contains("\n" + vectors().findFirst().orElseThrow().text("signature") + "\n");
    }

    private static SignedText text(Vector vector) {
        Map<String, String> headers = new TreeMap<>();
        vector.node()
                .get("headers")
                .properties()
                .forEach(header -> headers.put(header.getKey(), header.getValue().textValue()));
        Topic<?> topic =
                Topics.ALL.stream()
                        .filter(each -> each.name().equals(vector.text("topic")))
                        .findFirst()
                        .orElseThrow();
        return SignedText.ofJson(
                        topic,
                        ByteBuffer.wrap(vector.text("value").getBytes(StandardCharsets.UTF_8)),
                        headers,
                        new Signature.Stamp(
                                Instant.ofEpochMilli(vector.node().get("t").longValue()),
                                vector.text("n")))
                .orElseThrow();
    }
}
