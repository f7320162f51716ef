package dev.sluice.warehouse.check;

/** What a row is beside its key's records. */
enum KeyVerdict {
    EQUAL,
    BEHIND,
    DIFFERENT
}
