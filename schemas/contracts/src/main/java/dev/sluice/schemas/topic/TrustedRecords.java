package dev.sluice.schemas.topic;

import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * Tells Avro which classes a schema may name. Since 1.12.2 it loads none that it was not told of,
 * so that bytes from a topic cannot make it load any class; records of Sluice, also those of the
 * stages' own states, must be named before the first is read or written.
 */
final class TrustedRecords {

    private static final String OWN_PACKAGES = "dev.sluice.";

    private TrustedRecords() {}

    /** Adds Sluice's records to what is trusted already. */
    static void trust() {
        ClassSecurityPredicate own = type -> type.getName().startsWith(OWN_PACKAGES);
        ClassSecurityValidator.setGlobal(
                ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), own));
    }
}
