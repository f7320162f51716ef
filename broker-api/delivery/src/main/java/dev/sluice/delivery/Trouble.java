package dev.sluice.delivery;

/**
 * What keeps a courier from delivering.
 *
 * @param message what, where and what to do
 */
public record Trouble(Kind kind, String message) {

    /** What is wrong. */
    public enum Kind {
        TOPIC_MISSING,
        TOPIC_TOO_SMALL,
        FORBIDDEN,
        REGISTRY_AWAY,
        KAFKA_AWAY,
        /** Another process delivers for the customer. */
        FENCED,
        OTHER
    }

    /** Whether it is no news after {@code former}: texts of one kind differ by numbers only. */
    boolean sameAs(Trouble former) {
        return kind == former.kind() && (kind != Kind.OTHER || message.equals(former.message()));
    }
}
