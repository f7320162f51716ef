package dev.sluice.ledger.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** HKDF-SHA256 (RFC 5869) with labels as text and 32 bytes of output. */
final class Hkdf {

    static final int KEY_BYTES = 32;

    private Hkdf() {}

    static byte[] extract(String salt, byte[] secret) {
        return derive(
                HKDFParameterSpec.ofExtract().addSalt(utf8(salt)).addIKM(secret).extractOnly());
    }

    static byte[] expand(byte[] key, String label) {
        // The specification takes keys as objects; the algorithm's name means nothing to it.
        SecretKeySpec prk = new SecretKeySpec(key, "Generic");
        return derive(HKDFParameterSpec.expandOnly(prk, utf8(label), KEY_BYTES));
    }

    private static byte[] derive(HKDFParameterSpec spec) {
        try {
            return KDF.getInstance("HKDF-SHA256").deriveData(spec);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HKDF-SHA256; Sluice needs 25", e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
