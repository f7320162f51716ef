package dev.sluice.worker.lane;

/** How one owner stands to its partition. */
sealed interface Ownership {

    /** The claim was appended; what the journal says before it is not all read. */
    record Claiming() implements Ownership {}

    /** The claim at offset {@code epoch} was read back, and no later one. */
    record Owning(long epoch) implements Ownership {}

    /** A later claim stands in the journal, although the group took nothing away (yet). */
    record Superseded(long since) implements Ownership {}

    /** {@code released} was appended and is to be acknowledged. */
    record Leaving() implements Ownership {}

    /** The partition is another's; calls that were begun are finished. */
    record Left() implements Ownership {}

    /** Whether the group still holds this worker for the partition's owner. */
    default boolean assigned() {
        return switch (this) {
            case Claiming _, Owning _, Superseded _ -> true;
            case Leaving _, Left _ -> false;
        };
    }
}
