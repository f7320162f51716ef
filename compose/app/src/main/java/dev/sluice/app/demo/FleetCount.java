package dev.sluice.app.demo;

import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.ResultStatus;
import java.util.HashSet;
import java.util.Set;

/**
 * What the agents have got so far. Written by the thread that reads results, read by the one that
 * shows progress: every method locks.
 */
final class FleetCount {

    /**
     * How it stands.
     *
     * @param repeated results beyond the first of a request: there must be none
     */
    record Standing(int results, int answered, int refused429, int repeated, long costPicos) {}

    private static final int TOO_MANY_REQUESTS = 429;

    private final Set<String> seen = new HashSet<>();
    private int answered;
    private int refused429;
    private int repeated;
    private long costPicos;

    synchronized void add(InferenceResult result) {
        if (!seen.add(result.getRequestId())) {
            repeated++;
            return;
        }
        answered += result.getStatus() == ResultStatus.ANSWERED ? 1 : 0;
        refused429 += result.getStatusCode() == TOO_MANY_REQUESTS ? 1 : 0;
        costPicos += result.getCostPicos();
    }

    synchronized Standing standing() {
        return new Standing(seen.size(), answered, refused429, repeated, costPicos);
    }

    /** How many requests have a result. */
    synchronized int results() {
        return seen.size();
    }
}
