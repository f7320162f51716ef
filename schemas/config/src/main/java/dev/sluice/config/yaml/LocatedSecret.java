package dev.sluice.config.yaml;

import dev.sluice.config.SecretRef;

/** A secret where it stands in the document, and who needs it. */
public record LocatedSecret(String path, Position at, Use use, SecretRef secret) {

    /** Which role resolves it: each only its own, so that no other can leak it. */
    public enum Use {
        /** The worker. */
        PROVIDER_KEY,
        /** The ledger, and whoever verifies the audit log. */
        AUDIT_ROOT,
        /** Admission, and whoever replays. */
        SIGNING_ROOT
    }
}
