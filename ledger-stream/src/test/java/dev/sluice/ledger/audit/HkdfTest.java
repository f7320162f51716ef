package dev.sluice.ledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/**
 * Against RFC 5869 written out with HMAC, since its vectors have salts and labels that are no text.
 */
class HkdfTest {

    private static final byte[] SECRET = HexFormat.of().parseHex("0b".repeat(22));

    private static byte[] hmac(byte[] key, byte[] text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text);
    }

    @Test
    void extractIsHmacWithTheSaltAsKey() throws Exception {
        assertThat(Hkdf.extract("salt", SECRET))
                .isEqualTo(hmac("salt".getBytes(StandardCharsets.UTF_8), SECRET));
    }

    @Test
    void expandIsHmacOfTheLabelAndOne() throws Exception {
        byte[] key = Hkdf.extract("salt", SECRET);
        assertThat(Hkdf.expand(key, "label"))
                .isEqualTo(hmac(key, "label\u0001".getBytes(StandardCharsets.UTF_8)));
    }
}
