package dev.sluice.dispatcher.admission.ingress;

import dev.sluice.dispatcher.admission.request.IncomingRequest;
import dev.sluice.dispatcher.admission.request.TurnedAway;

/** What a published request turned out to be. */
public sealed interface Reading {

    /** Nothing is wrong with it so far. */
    record Accepted(IncomingRequest request) implements Reading {}

    /** It gets its result at once. */
    record Turned(TurnedAway away) implements Reading {}

    /**
     * Nobody can be told: it goes to the dead letters.
     *
     * @param reason a constant word
     */
    record Unreadable(String reason, String detail) implements Reading {}
}
