package dev.sluice.ledger.audit;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * The secret that all keys of all chains come from. Whoever has it can forge a chain: it stays in
 * the processes that write or verify, never in a topic, a store or a log. Immutable.
 */
public final class AuditRootKey {

    private static final String SALT = "sluice/audit/v1";
    private static final int ID_BYTES = 8;

    private final byte[] extracted;
    private final String id;

    private AuditRootKey(byte[] extracted) {
        this.extracted = extracted;
        byte[] idBytes = Hkdf.expand(extracted, "audit/v1/id");
        this.id = HexFormat.of().formatHex(idBytes, 0, ID_BYTES);
    }

    /**
     * @param secret any bytes, not kept; at least 32 random ones where it should resist guessing
     * @throws IllegalArgumentException where it is empty
     */
    public static AuditRootKey of(byte[] secret) {
        if (secret.length == 0) {
            throw new IllegalArgumentException("the audit root key is empty");
        }
        return new AuditRootKey(Hkdf.extract(SALT, secret));
    }

    /** Which root key a record was written with; derived one way, tells nothing about the key. */
    public String id() {
        return id;
    }

    byte[] chainKey(String chain) {
        return Hkdf.expand(extracted, "audit/v1/chain|" + chain);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AuditRootKey key && Arrays.equals(extracted, key.extracted);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "AuditRootKey[" + id + "]";
    }
}
