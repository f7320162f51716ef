package dev.sluice.schemas.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a virtual key signs with: HKDF-SHA256 (RFC 5869, no salt) of its secret, for its id. It
 * opens no HTTP door: the way from it back to the secret is closed. Immutable; never shown.
 */
public final class SigningKey {

    /** Length of a key, and of what it signs with, in bytes. */
    public static final int BYTES = 32;

    private static final String PURPOSE = "sluice/kafka-door/v1|";
    private static final String HMAC = "HmacSHA256";

    private final byte[] bytes;

    private SigningKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * @param virtualKey the key's id
     * @param secret what follows the last {@code _} of {@code vk_<id>_<secret>}
     * @throws IllegalArgumentException where the secret is empty
     */
    public static SigningKey of(String virtualKey, String secret) {
        if (secret.isEmpty()) {
            throw new IllegalArgumentException("a secret is not empty");
        }
        HKDFParameterSpec derivation =
                HKDFParameterSpec.ofExtract()
                        .addIKM(utf8(secret))
                        .thenExpand(utf8(PURPOSE + virtualKey), BYTES);
        try {
            return new SigningKey(KDF.getInstance("HKDF-SHA256").deriveData(derivation));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK of this release has HKDF-SHA256", e);
        }
    }

    /**
     * One that was derived before.
     *
     * @throws IllegalArgumentException where it has another length
     */
    public static SigningKey of(byte[] derived) {
        if (derived.length != BYTES) {
            throw new IllegalArgumentException("a signing key has " + BYTES + " bytes");
        }
        return new SigningKey(derived.clone());
    }

    /** The key itself: to be wrapped, and nothing else. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The text's stamp with its HMAC-SHA256. */
    public Signature sign(SignedText text) {
        return new Signature(text.stamp(), HexFormat.of().formatHex(hmac(text)));
    }

    /** Whether the signature is this key's over that text, in constant time. */
    public boolean signed(SignedText text, Signature signature) {
        return MessageDigest.isEqual(hmac(text), HexFormat.of().parseHex(signature.hmac()));
    }

    private byte[] hmac(SignedText text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(bytes, HMAC));
            return mac.doFinal(utf8(text.text()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + HMAC, e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SigningKey key && MessageDigest.isEqual(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "SigningKey[not shown]";
    }
}
