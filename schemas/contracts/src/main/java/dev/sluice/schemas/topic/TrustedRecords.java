package dev.sluice.schemas.topic;

import org.apache.avro.util.ClassSecurityValidator;

/**
 * Since 1.12.2 Avro makes only classes that somebody vouched for, against schemas of strangers that
 * name classes of their choice. It refuses generated records too, so these are vouched for here, in
 * the program itself: a property on the command line would be forgotten.
 */
public final class TrustedRecords {

    private static final String OURS = "dev.sluice.";

    static {
        ClassSecurityValidator.setGlobal(
                ClassSecurityValidator.composite(
                        ClassSecurityValidator.getGlobal(),
                        type -> type.getName().startsWith(OURS)));
    }

    private TrustedRecords() {}

    /**
     * To be called before Avro reads or writes a record of Sluice; {@link Topic} does. Loading this
     * class is all there is to do, so it may be called often.
     */
    public static void trust() {}
}
