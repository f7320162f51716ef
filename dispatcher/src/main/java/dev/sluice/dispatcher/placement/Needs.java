package dev.sluice.dispatcher.placement;

import java.util.List;

/**
 * What an attempt asks of a lane. Attempts of one virtual key with different needs wait in
 * different lines, so that those that no lane with credit may serve are never looked at, however
 * many stand there: nothing has to be looked past.
 *
 * @param excluded lanes of the pool that it must not go to, in order
 */
record Needs(String model, List<String> excluded, Call call) {

    /** Whether an earlier call of the request failed. */
    enum Call {
        FIRST,
        /** Needs a token of the provider's retry budget. */
        RETRY
    }

    Needs {
        excluded = List.copyOf(excluded);
    }

    /** The same, with any lane. */
    Needs anywhere() {
        return new Needs(model, List.of(), call);
    }
}
