package dev.sluice.client.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.client.ClientOptions;
import dev.sluice.schemas.id.RequestId;
import dev.sluice.schemas.signature.Signature;
import dev.sluice.schemas.signature.SigningKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignerTest {

    static Stream<JsonNode> vectors() throws IOException {
        Path file = Path.of("../../docs/reference/signatures.json");
        JsonNode lines = new JsonMapper().readTree(Files.readString(file));
        return StreamSupport.stream(lines.spliterator(), false)
                .filter(line -> line.get("topic").textValue().equals("inference.requests"));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aRequestIsSignedAsTheDocumentationSays(JsonNode vector) {
        Map<String, String> headers = new TreeMap<>();
        vector.get("headers")
                .properties()
                .forEach(header -> headers.put(header.getKey(), header.getValue().textValue()));
        OutgoingRequest request =
                Signer.of(vector.get("virtual_key").textValue(), vector.get("secret").textValue())
                        .sign(
                                new OutgoingRequest(
                                        Optional.empty(),
                                        utf8(vector.get("value").textValue()),
                                        headers));
        Signature.Stamp stamp =
                new Signature.Stamp(
                        Instant.ofEpochMilli(vector.get("t").longValue()),
                        vector.get("n").textValue());

        assertThat(request.headers(stamp))
                .containsAllEntriesOf(headers)
                .containsEntry("sluice-signature", vector.get("signature").textValue());
    }

    @Test
    void aCancelIsSignedToo() {
        OutgoingCancel cancel =
                new OutgoingCancel(
                        new RequestId("AAAAAAAAAAAAAAAAAAAAAA", 0, 17),
                        Optional.empty(),
                        "demo",
                        Optional.of("wrong file"));
        Signature.Stamp stamp =
                new Signature.Stamp(
                        Instant.ofEpochMilli(1_767_268_800_000L), "cancel-AAAAAAAAAAAA");

        assertThat(cancel.headers(stamp)).isEqualTo(Map.of("sluice-key", "demo"));
        assertThat(Signer.of("demo", "secret").sign(cancel).headers(stamp))
                .containsEntry(
                        "sluice-signature",
                        "t=1767268800000,n=cancel-AAAAAAAAAAAA,v1=81424e8879422e9efc0f33cb932bfc53810d60eb30949dd335ef0467983ff4e5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", " secret ", "vk_my_key_secret"})
    void aSecretIsGivenAloneOrAsTheWholeKey(String given) {
        assertThat(Signer.of("my_key", given).key()).contains(SigningKey.of("my_key", "secret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "vk_other_secret", "vk_my_key_"})
    void whatIsNoSecretOfTheKeyIsRefusedAndNotShown(String given) {
        assertThatThrownBy(() -> ClientOptions.of("h:1", "my_key").secret(given))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("this is not the secret of virtual key my_key: give")
                .hasMessageNotContaining("other");
    }

    @Test
    void noSecretShows() {
        assertThat(Signer.of("demo", "secret").toString()).contains("demo").contains("not shown");
        assertThat(ClientOptions.of("h:1", "demo").secret("secret").toString())
                .doesNotContain("secret");
    }

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
