package dev.sluice.worker.lane.health;

import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.worker.provider.CallOutcome;
import java.time.Duration;

/** What one call says about whether its model works on its key. */
enum Verdict {
    /** It does: it answered, or told the caller what is wrong with the request. */
    WORKS,
    /** It does not: server error, overload, timeout, network. */
    FAILS,
    /** Neither: a limit, the key, or nobody knows. */
    SILENT;

    /** Who gives up sooner says nothing about the provider, only about the own deadline. */
    static final Duration PATIENCE_MIN = Duration.ofSeconds(10);

    /**
     * @param given how long the call could take
     * @param callMax how long calls can take here
     */
    static Verdict of(CallOutcome outcome, Duration given, Duration callMax) {
        return outcome.kind() == EndKind.ANSWERED
                ? WORKS
                : switch (outcome.errorClass().orElse(ErrorClass.UNKNOWN)) {
                    case INVALID_REQUEST, CONTEXT_WINDOW, CONTENT_POLICY, RESPONSE_TOO_LARGE ->
                            WORKS;
                    case SERVER_ERROR, OVERLOADED, NETWORK -> FAILS;
                    case TIMEOUT -> patient(given, callMax) ? FAILS : SILENT;
                    // What cannot be understood is a failure, unless it may be the caller's fault.
                    case UNKNOWN -> outcome.kind() == EndKind.REFUSED ? SILENT : FAILS;
                    case RATE_LIMIT, AUTH, BILLING, MODEL_ACCESS, MODEL_GONE, REGION_BLOCKED ->
                            SILENT;
                };
    }

    private static boolean patient(Duration given, Duration callMax) {
        return given.compareTo(PATIENCE_MIN) >= 0 || given.compareTo(callMax) >= 0;
    }
}
