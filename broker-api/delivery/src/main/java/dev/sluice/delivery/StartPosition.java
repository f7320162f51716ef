package dev.sluice.delivery;

import java.util.Optional;

/** Where a courier begins to read. */
public sealed interface StartPosition {

    long offset();

    /** Where it left off, or at the earliest result where it never was. */
    record Continued(long offset) implements StartPosition {}

    /**
     * Retention took records that were not delivered.
     *
     * @param lost how many stood there at most: those of other customers on the partition count too
     */
    record AfterLoss(long offset, long lost) implements StartPosition {}

    /** {@code inference.results} was deleted and made anew, or lost its end: nothing to go by. */
    record OfNewLog(long offset) implements StartPosition {}

    /**
     * Where a courier left off.
     *
     * @param topicId of the topic that the offset counts in; empty where whoever set it did not say
     */
    record Committed(long offset, String topicId) {}

    /**
     * What stands in the partition now.
     *
     * @param end of what is committed
     */
    record Log(String topicId, long beginning, long end) {}

    static StartPosition of(Optional<Committed> committed, Log log) {
        if (committed.isEmpty()) {
            return new Continued(log.beginning());
        }
        Committed last = committed.get();
        boolean sameTopic = last.topicId().isEmpty() || last.topicId().equals(log.topicId());
        if (!sameTopic || last.offset() > log.end()) {
            // Of a new topic nothing was delivered; of one that lost its end, all that is left was.
            return new OfNewLog(sameTopic ? log.end() : log.beginning());
        }
        return last.offset() < log.beginning()
                ? new AfterLoss(log.beginning(), log.beginning() - last.offset())
                : new Continued(last.offset());
    }
}
