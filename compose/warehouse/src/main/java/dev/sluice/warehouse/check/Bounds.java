package dev.sluice.warehouse.check;

/**
 * What of a partition is compared.
 *
 * @param begin the first offset that Kafka still has
 * @param taken what is before it was written into the warehouse before its rows were read: a record
 *     that has no row there is missing. From here on it may be on its way.
 * @param asked where the partition ended when the question was asked: what came later need not be
 *     there
 */
public record Bounds(long begin, long taken, long asked) {

    /** Rows up to {@code highest} show that everything before was taken too. */
    public Bounds seen(long highest) {
        return new Bounds(begin, Math.max(taken, highest + 1), asked);
    }
}
