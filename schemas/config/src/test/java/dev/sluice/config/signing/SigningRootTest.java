package dev.sluice.config.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.signature.SigningKey;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SigningRootTest {

    private static final String ROOT = "0123456789abcdef0123456789abcdef";
    private static final String OTHER_ROOT = "fedcba9876543210fedcba9876543210";
    private static final String SHA256 =
            "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";

    /** Made with Python's cryptography: aes_key_wrap(HKDF(root, …), HKDF(secret, …)). */
    private static final String WRAPPED =
            "64d2d031a9e52146021c95b069171858c1c612c4c6c1e8a23d476c0bae38b73a71b18c58e15c8e31";

    private final SigningKey key = SigningKey.of("demo", "secret");

    @Test
    void aKeyIsWrappedAsOthersWrapIt() {
        assertThat(SigningRoot.of(ROOT).wrap("demo", SHA256, key)).isEqualTo(WRAPPED);
    }

    @Test
    void whatWasWrappedOpens() {
        assertThat(SigningRoot.of(ROOT).unwrap("demo", SHA256, WRAPPED)).contains(key);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "another root, " + OTHER_ROOT + ", demo, 2",
        "another virtual key, " + ROOT + ", ops, 2",
        "another secret of the key, " + ROOT + ", demo, 3",
    })
    void nothingElseOpensIt(String name, String root, String virtualKey, String digit) {
        String sha256 = digit + SHA256.substring(1);
        assertThat(SigningRoot.of(root).unwrap(virtualKey, sha256, WRAPPED)).isEmpty();
    }

    @Test
    void oneChangedDigitAnywhereKeepsItClosed() {
        byte[] bytes = HexFormat.of().parseHex(WRAPPED);
        for (int at = 0; at < bytes.length; at++) {
            bytes[at] ^= 1;
            assertThat(SigningRoot.of(ROOT).unwrap("demo", SHA256, HexFormat.of().formatHex(bytes)))
                    .as("byte %d", at)
                    .isEqualTo(Optional.empty());
            bytes[at] ^= 1;
        }
    }

    @Test
    void aShortRootIsRefusedAndNoneIsShown() {
        assertThatThrownBy(() -> SigningRoot.of("short")).hasMessageContaining("at least 32");
        assertThat(SigningRoot.of(ROOT).toString()).doesNotContain("0123");
        assertThat(key.toString()).doesNotContain("f7f9");
    }
}
