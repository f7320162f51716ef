package dev.sluice.client;

import dev.sluice.schemas.id.RequestId;
import java.util.Optional;

/** Why there is no result, or no connection. What Sluice itself decides is a {@link Result}. */
public final class SluiceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Reason {
        /** Kafka, or the schema registry, could not be reached or did not let this client in. */
        UNREACHABLE,
        /** As many asks as may were open for as long as a call may block. Nothing was published. */
        NO_ROOM,
        /**
         * Kafka did not acknowledge the request. After a timeout it may stand there all the same.
         */
        NOT_PUBLISHED,
        /** No result came until the deadline and the grace after it. It may still come. */
        NO_RESULT,
        /** The client closed, or stopped reading, first. */
        CLOSED
    }

    private final Reason reason;
    private final transient Optional<RequestId> requestId;

    SluiceException(Reason reason, String message, Optional<RequestId> requestId) {
        super(message);
        this.reason = reason;
        this.requestId = requestId;
    }

    SluiceException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.requestId = Optional.empty();
    }

    static SluiceException notPublished(Throwable cause) {
        return new SluiceException(
                Reason.NOT_PUBLISHED,
                "Kafka did not take the request: %s; after a timeout it may have: publish it again with its idempotency key"
                        .formatted(cause),
                cause);
    }

    public Reason reason() {
        return reason;
    }

    /** Of the request that stands in the log: its result can be looked for under this id. */
    public Optional<RequestId> requestId() {
        return requestId;
    }
}
