package dev.sluice.ledger.audit;

/** How a value of the canonical bytes is written. Codes are frozen. */
enum CanonicalType {
    /** UTF-8, as it is. */
    TEXT(1),
    /** Eight bytes, two's complement. */
    NUMBER(2),
    /** Elements, each {@code type u8 | len u32 | bytes}. */
    LIST(4),
    /** Fields, as at the top but without a tag. */
    RECORD(5);

    final int code;

    CanonicalType(int code) {
        this.code = code;
    }
}
