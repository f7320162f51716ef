package dev.sluice.app.replay;

import dev.sluice.schemas.id.RequestId;
import java.time.Duration;

/** What becomes of a request and its repeats. */
public sealed interface Verdict {

    /** There is an answer: nothing is to be done. */
    record Answered(RequestId by) implements Verdict {}

    /** One of them has no result yet: it is left alone. */
    record InProgress(RequestId by) implements Verdict {}

    /** It ended in a way that was not asked for. */
    record Left(ReplayStatus status) implements Verdict {}

    /** It was asked for, and would be of no use. */
    record Cannot(String why) implements Verdict {}

    /**
     * It is to be replayed, if the configuration in force would admit it.
     *
     * @param root the original, to which the replay is linked
     * @param spentPicos what its attempts have cost, those of its repeats included
     */
    record Wanted(RequestId root, KnownEnd.Result end, long spentPicos) implements Verdict {}

    /**
     * It can be replayed.
     *
     * @param boundPicos what it costs at most at the price in force
     * @param length from its publication to its deadline
     */
    record Ready(Wanted wanted, long boundPicos, Duration length) implements Verdict {}
}
