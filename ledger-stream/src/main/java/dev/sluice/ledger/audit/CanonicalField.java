package dev.sluice.ledger.audit;

/**
 * Fields of the canonical bytes. Ids and types are frozen: a field may be added, none may ever
 * change its id, its type or its meaning, since old records must verify for ever.
 */
enum CanonicalField {
    REQUEST_ID(1, CanonicalType.TEXT),
    /** 0 where a decision concerns no attempt. */
    ATTEMPT(2, CanonicalType.NUMBER),
    CUSTOMER(3, CanonicalType.TEXT),
    TEAM(4, CanonicalType.TEXT),
    VIRTUAL_KEY(5, CanonicalType.TEXT),
    /** Kind of the decision or of the end, or what was ordered. */
    KIND(8, CanonicalType.TEXT),
    /** As the agent named it. */
    MODEL(9, CanonicalType.TEXT),
    RESERVED_PICOS(10, CanonicalType.NUMBER),
    PRICE_ID(11, CanonicalType.TEXT),
    WORKFLOW(12, CanonicalType.TEXT),
    STEP(13, CanonicalType.TEXT),
    /**
     * When it was decided, or when the attempt ended; milliseconds since the epoch, as all times.
     */
    EVENT_AT(14, CanonicalType.NUMBER),
    CONFIG_VERSION(15, CanonicalType.NUMBER),

    REASON(20, CanonicalType.TEXT),
    LIMITS(21, CanonicalType.LIST),
    /** Id of the request that this one replays. */
    REPLAY_OF(22, CanonicalType.TEXT),

    /** Who ordered something for a provider key, or applied a configuration. */
    ORDERED_BY(30, CanonicalType.TEXT),
    /** Up to when the order holds. */
    UNTIL(31, CanonicalType.NUMBER),
    /** Of the configuration's document, in hex. */
    DOCUMENT_SHA256(32, CanonicalType.TEXT),
    /** The version of the configuration that it takes the place of. */
    REPLACES(33, CanonicalType.NUMBER),

    WRITER(40, CanonicalType.TEXT),
    BILLING(41, CanonicalType.TEXT),
    NOT_CALLED(42, CanonicalType.TEXT),
    ERROR_CLASS(43, CanonicalType.TEXT),
    STATUS_CODE(44, CanonicalType.NUMBER),
    POOL(45, CanonicalType.TEXT),
    PROVIDER(46, CanonicalType.TEXT),
    LANE(47, CanonicalType.TEXT),
    PROVIDER_KEY(48, CanonicalType.TEXT),
    SERVED_MODEL(49, CanonicalType.TEXT),
    PROVIDER_REQUEST_ID(50, CanonicalType.TEXT),
    LEASE(51, CanonicalType.NUMBER),
    /** Of the lane's owner, not of the chain. */
    LANE_EPOCH(52, CanonicalType.NUMBER),
    /** Upper estimate, of which the reservation was made. */
    INPUT_TOKENS_BOUND(53, CanonicalType.NUMBER),
    OUTPUT_TOKENS_BOUND(54, CanonicalType.NUMBER),
    INPUT_TOKENS(55, CanonicalType.NUMBER),
    OUTPUT_TOKENS(56, CanonicalType.NUMBER),
    CACHED_INPUT_TOKENS(57, CanonicalType.NUMBER),
    REASONING_TOKENS(58, CanonicalType.NUMBER),
    STARTED_AT(59, CanonicalType.NUMBER),
    RETRY_AFTER_MILLIS(60, CanonicalType.NUMBER),

    /** What the ledger made of the end. */
    VERDICT(100, CanonicalType.TEXT),
    /** Lines that it added: records of the three fields below. */
    POSTED(101, CanonicalType.LIST),
    LINE(102, CanonicalType.NUMBER),
    ENTRY_KIND(103, CanonicalType.TEXT),
    /** Negative in a reversal. */
    PICOS(104, CanonicalType.NUMBER),
    /**
     * Offset in inference.decisions or inference.outcomes, whose partition is the chain's, or in
     * sluice.keys or sluice.config, whose only partition stands in chain 0.
     */
    SOURCE_OFFSET(110, CanonicalType.NUMBER),
    /** When the ledger read it. */
    RECORDED_AT(111, CanonicalType.NUMBER);

    final int id;
    final CanonicalType type;

    CanonicalField(int id, CanonicalType type) {
        this.id = id;
        this.type = type;
    }
}
