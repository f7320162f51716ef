package dev.sluice.worker.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretScrubTest {

    @ParameterizedTest(name = "{1} without {0}")
    @CsvSource({
        "sk-12345, a sk-12345 b,        a [secret] b",
        "sk-12345, sk-12345,            [secret]",
        "sk-12345, ü sk-12345sk-12345,  ü [secret][secret]",
        "sk-12345, sk-1234 sk-1234,     sk-1234 sk-1234",
        "sk-12345, '',                  ''",
        "none,     there is none,       there is none"
    })
    void theSecretIsTakenOutOfTextAndBytes(String secret, String text, String expected) {
        SecretScrub scrub = new SecretScrub(secret);

        assertThat(scrub.text(text)).isEqualTo(expected);
        assertThat(UTF_8.decode(scrub.bytes(ByteBuffer.wrap(text.getBytes(UTF_8)))).toString())
                .isEqualTo(expected);
    }
}
