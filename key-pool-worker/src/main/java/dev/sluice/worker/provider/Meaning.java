package dev.sluice.worker.provider;

import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.ErrorClass;
import java.util.Set;

/** What an error is to admission and to the ledger: was work done, and may it have been billed? */
record Meaning(EndKind kind, Billing billing) {

    private static final Meaning REFUSED = new Meaning(EndKind.REFUSED, Billing.NONE);
    private static final Meaning BROKE = new Meaning(EndKind.FAILED, Billing.NONE);
    private static final Meaning MAY_COST = new Meaning(EndKind.FAILED, Billing.BOUND);

    /** A gateway gave up waiting; the provider behind it may have worked on and billed it. */
    private static final Set<Integer> GATEWAY_TIMEOUT = Set.of(504, 524);

    /**
     * @param status of the HTTP answer that carried the error, 200 to 599
     */
    static Meaning of(ErrorClass errorClass, int status) {
        return switch (errorClass) {
            case RATE_LIMIT,
                    AUTH,
                    BILLING,
                    OVERLOADED,
                    CONTEXT_WINDOW,
                    CONTENT_POLICY,
                    INVALID_REQUEST,
                    MODEL_ACCESS,
                    MODEL_GONE,
                    REGION_BLOCKED ->
                    REFUSED;
            // An error inside a 200 came after the work had begun.
            case SERVER_ERROR ->
                    status < 500 || GATEWAY_TIMEOUT.contains(status) ? MAY_COST : BROKE;
            case NETWORK, TIMEOUT, RESPONSE_TOO_LARGE -> MAY_COST;
            case UNKNOWN -> status >= 300 && status < 500 ? REFUSED : MAY_COST;
        };
    }

    /** Whether the provider's own words are the agent's business: its request was at fault. */
    static boolean isForAgent(ErrorClass errorClass, Meaning meaning) {
        return switch (errorClass) {
            case CONTEXT_WINDOW, CONTENT_POLICY, INVALID_REQUEST -> true;
            case UNKNOWN -> meaning.kind() == EndKind.REFUSED;
            case RATE_LIMIT,
                    AUTH,
                    BILLING,
                    OVERLOADED,
                    SERVER_ERROR,
                    NETWORK,
                    TIMEOUT,
                    MODEL_ACCESS,
                    MODEL_GONE,
                    REGION_BLOCKED,
                    RESPONSE_TOO_LARGE ->
                    false;
        };
    }
}
