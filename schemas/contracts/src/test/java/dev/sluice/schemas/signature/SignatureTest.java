package dev.sluice.schemas.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {

    private static final String HMAC = "0123456789abcdef".repeat(4);

    @Test
    void whatIsWrittenIsRead() {
        Signature signature =
                new Signature(
                        new Signature.Stamp(
                                Instant.ofEpochMilli(1_767_268_800_123L), "a-nonce_of_mine_00"),
                        HMAC);

        assertThat(signature.text()).isEqualTo("t=1767268800123,n=a-nonce_of_mine_00,v1=" + HMAC);
        assertThat(Signature.parse(signature.text())).contains(signature);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "t=1,n=0123456789abcdef",
                "t=1,n=0123456789abcdef,v1=0123",
                "t=1,n=0123456789abcdef,v2="
                        + "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                "t=1,n=0123456789abcdef,v1="
                        + "0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef",
                "t=1,n=short,v1="
                        + "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                "t=1,n=0123456789 abcdef,v1="
                        + "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                "t=-1,n=0123456789abcdef,v1="
                        + "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                "t=9999999999999999,n=0123456789abcdef,v1="
                        + "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                " t=1,n=0123456789abcdef,v1="
                        + "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
            })
    void nothingElseIsRead(String text) {
        assertThat(Signature.parse(text)).isEmpty();
    }

    @Test
    void aNonceThatCouldBeGuessedOrReadInTwoWaysIsNone() {
        for (String nonce : new String[] {"", "short", "with,comma-0123456", "x".repeat(65)}) {
            assertThatThrownBy(() -> new Signature.Stamp(Instant.EPOCH, nonce))
                    .hasMessage("a nonce has 16 to 64 of A-Za-z0-9_-");
        }
    }

    @Test
    void keysAreOfOneLengthAndSecretsNotEmpty() {
        assertThatThrownBy(() -> SigningKey.of(new byte[31])).hasMessageContaining("32 bytes");
        assertThatThrownBy(() -> SigningKey.of("demo", "")).hasMessageContaining("not empty");
        assertThat(SigningKey.of("demo", "secret"))
                .isEqualTo(SigningKey.of(SigningKey.of("demo", "secret").bytes()))
                .hasSameHashCodeAs(SigningKey.of("demo", "secret"))
                .isNotEqualTo(SigningKey.of("demo", "other"));
    }
}
