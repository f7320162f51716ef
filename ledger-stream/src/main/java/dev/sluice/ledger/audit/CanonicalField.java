package dev.sluice.ledger.audit;

/**
 * Fields of the canonical bytes. Ids and types are frozen: a field may be added, none may ever
 * change its id, its type or its meaning, since old records must verify for ever.
 */
enum CanonicalField {
    REQUEST_ID(1, Type.TEXT),
    /** 0 where a decision concerns no attempt. */
    ATTEMPT(2, Type.NUMBER),
    CUSTOMER(3, Type.TEXT),
    TEAM(4, Type.TEXT),
    VIRTUAL_KEY(5, Type.TEXT),
    /** Kind of the decision or of the end. */
    KIND(8, Type.TEXT),
    /** As the agent named it. */
    MODEL(9, Type.TEXT),
    RESERVED_PICOS(10, Type.NUMBER),
    PRICE_ID(11, Type.TEXT),
    WORKFLOW(12, Type.TEXT),
    STEP(13, Type.TEXT),
    /**
     * When it was decided, or when the attempt ended; milliseconds since the epoch, as all times.
     */
    EVENT_AT(14, Type.NUMBER),
    CONFIG_VERSION(15, Type.NUMBER),

    REASON(20, Type.TEXT),
    LIMITS(21, Type.LIST),

    WRITER(40, Type.TEXT),
    BILLING(41, Type.TEXT),
    NOT_CALLED(42, Type.TEXT),
    ERROR_CLASS(43, Type.TEXT),
    STATUS_CODE(44, Type.NUMBER),
    POOL(45, Type.TEXT),
    PROVIDER(46, Type.TEXT),
    LANE(47, Type.TEXT),
    PROVIDER_KEY(48, Type.TEXT),
    SERVED_MODEL(49, Type.TEXT),
    PROVIDER_REQUEST_ID(50, Type.TEXT),
    LEASE(51, Type.NUMBER),
    /** Of the lane's owner, not of the chain. */
    LANE_EPOCH(52, Type.NUMBER),
    /** Upper estimate, of which the reservation was made. */
    INPUT_TOKENS_BOUND(53, Type.NUMBER),
    OUTPUT_TOKENS_BOUND(54, Type.NUMBER),
    INPUT_TOKENS(55, Type.NUMBER),
    OUTPUT_TOKENS(56, Type.NUMBER),
    CACHED_INPUT_TOKENS(57, Type.NUMBER),
    REASONING_TOKENS(58, Type.NUMBER),
    STARTED_AT(59, Type.NUMBER),
    RETRY_AFTER_MILLIS(60, Type.NUMBER),

    /** What the ledger made of the end. */
    VERDICT(100, Type.TEXT),
    /** Lines that it added: records of the three fields below. */
    POSTED(101, Type.LIST),
    LINE(102, Type.NUMBER),
    ENTRY_KIND(103, Type.TEXT),
    /** Negative in a reversal. */
    PICOS(104, Type.NUMBER),
    /** Offset in inference.decisions or inference.outcomes, whose partition is the chain's. */
    SOURCE_OFFSET(110, Type.NUMBER),
    /** When the ledger read it. */
    RECORDED_AT(111, Type.NUMBER);

    /** How a value is written. Codes are frozen too. */
    enum Type {
        /** UTF-8, as it is. */
        TEXT(1),
        /** Eight bytes, two's complement. */
        NUMBER(2),
        /** Elements, each {@code type u8 | len u32 | bytes}. */
        LIST(4),
        /** Fields, as at the top but without a tag. */
        RECORD(5);

        final int code;

        Type(int code) {
            this.code = code;
        }
    }

    final int id;
    final Type type;

    CanonicalField(int id, Type type) {
        this.id = id;
        this.type = type;
    }
}
