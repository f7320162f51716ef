package dev.sluice.config.signing;

import dev.sluice.schemas.signature.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that signing keys are wrapped under: AES key wrap (RFC 3394), with a key of its own
 * for each pair of virtual key and secret, derived by HKDF-SHA256. So a wrapped key that is moved
 * to another virtual key does not open. Only who checks or makes signatures has it. Immutable;
 * never shown.
 */
public final class SigningRoot {

    /** Fewer characters could be guessed. */
    public static final int CHARACTERS_MIN = 32;

    private static final String PURPOSE = "sluice/signing-root/v1|";
    private static final String KEY_WRAP = "AES/KW/NoPadding";
    private static final String WRAPPED = "HmacSHA256";

    private final byte[] secret;

    private SigningRoot(byte[] secret) {
        this.secret = secret;
    }

    /**
     * @param secret random, such as {@code openssl rand -hex 32} makes it
     * @throws IllegalArgumentException where it is shorter than {@value #CHARACTERS_MIN} characters
     */
    public static SigningRoot of(String secret) {
        if (secret.length() < CHARACTERS_MIN) {
            throw new IllegalArgumentException(
                    "a signing root has at least "
                            + CHARACTERS_MIN
                            + " characters, best random ones (openssl rand -hex 32)");
        }
        return new SigningRoot(secret.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A signing key as the configuration has it: 80 lower-case hex digits.
     *
     * @param secretSha256 of the secret that the signing key was derived from
     */
    public String wrap(String virtualKey, String secretSha256, SigningKey key) {
        try {
            Cipher cipher = Cipher.getInstance(KEY_WRAP);
            cipher.init(Cipher.WRAP_MODE, wrappingKey(virtualKey, secretSha256));
            return HexFormat.of().formatHex(cipher.wrap(new SecretKeySpec(key.bytes(), WRAPPED)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + KEY_WRAP, e);
        }
    }

    /**
     * Empty where it was wrapped under another root, for another virtual key or another secret, or
     * was changed.
     *
     * @param wrapped hex digits
     */
    public Optional<SigningKey> unwrap(String virtualKey, String secretSha256, String wrapped) {
        try {
            Cipher cipher = Cipher.getInstance(KEY_WRAP);
            cipher.init(Cipher.UNWRAP_MODE, wrappingKey(virtualKey, secretSha256));
            byte[] key =
                    cipher.unwrap(HexFormat.of().parseHex(wrapped), WRAPPED, Cipher.SECRET_KEY)
                            .getEncoded();
            return key.length == SigningKey.BYTES
                    ? Optional.of(SigningKey.of(key))
                    : Optional.empty();
        } catch (InvalidKeyException e) {
            return Optional.empty(); // it does not open
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + KEY_WRAP, e);
        }
    }

    private SecretKey wrappingKey(String virtualKey, String secretSha256)
            throws GeneralSecurityException {
        byte[] purpose =
                (PURPOSE + virtualKey + "|" + secretSha256).getBytes(StandardCharsets.UTF_8);
        return KDF.getInstance("HKDF-SHA256")
                .deriveKey(
                        "AES",
                        HKDFParameterSpec.ofExtract().addIKM(secret).thenExpand(purpose, 32));
    }

    @Override
    public String toString() {
        return "SigningRoot[not shown]";
    }
}
