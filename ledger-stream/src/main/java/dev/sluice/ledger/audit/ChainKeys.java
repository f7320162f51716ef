package dev.sluice.ledger.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of one chain, and the two functions that a link is made of. Keys only evolve forward:
 * those of earlier epochs are overwritten and cannot be had again from later ones. Not thread-safe:
 * owned by the stream thread of its partition, or by one verification.
 */
public final class ChainKeys {

    /** Bytes of a leaf and of a MAC. */
    public static final int HASH_BYTES = 32;

    private static final byte LEAF = 0;

    private final String chain;
    private final String keyId;
    private final MessageDigest sha256;
    private final Mac hmac;
    private byte[] chainKey;
    private int epoch = 0;

    private ChainKeys(String chain, String keyId, byte[] chainKey) {
        this.chain = chain;
        this.keyId = keyId;
        this.chainKey = chainKey;
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
            this.hmac = Mac.getInstance("HmacSHA256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
        useMacKey();
    }

    public static ChainKeys of(AuditRootKey root, String chain) {
        return new ChainKeys(chain, root.id(), root.chainKey(chain));
    }

    public String chain() {
        return chain;
    }

    public String keyId() {
        return keyId;
    }

    /** The epoch of the key in use. */
    public int epoch() {
        return epoch;
    }

    /** Takes the next epoch's key and erases this one's. */
    public void advance() {
        byte[] next = Hkdf.expand(chainKey, "audit/v1/next");
        Arrays.fill(chainKey, (byte) 0);
        chainKey = next;
        epoch++;
        useMacKey();
    }

    private void useMacKey() {
        byte[] macKey = Hkdf.expand(chainKey, "audit/v1/mac");
        try {
            hmac.init(new SecretKeySpec(macKey, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC takes any key", e);
        }
        Arrays.fill(macKey, (byte) 0);
    }

    /** What stands before the first link. */
    public ByteBuffer firstMac() {
        return ByteBuffer.wrap(sha256.digest(chain.getBytes(StandardCharsets.UTF_8)));
    }

    /** {@code SHA-256(0x00 ‖ canonical)}; the zero keeps leaves apart from nodes of a tree. */
    public ByteBuffer leaf(ByteBuffer canonical) {
        sha256.update(LEAF);
        sha256.update(canonical.duplicate());
        return ByteBuffer.wrap(sha256.digest());
    }

    /** {@code HMAC-SHA256(key of the epoch, prevMac ‖ leaf)}. */
    public ByteBuffer mac(ByteBuffer prevMac, ByteBuffer leaf) {
        hmac.update(prevMac.duplicate());
        hmac.update(leaf.duplicate());
        return ByteBuffer.wrap(hmac.doFinal());
    }
}
