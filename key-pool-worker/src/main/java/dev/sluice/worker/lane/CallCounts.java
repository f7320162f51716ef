package dev.sluice.worker.lane;

import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.schemas.record.LaneCounts;
import dev.sluice.worker.provider.CallOutcome;
import java.util.Optional;

/** What became of the calls of one model group in one epoch. Owned by the lanes' thread. */
final class CallCounts {

    /** Ends of calls, by what they say of the provider. */
    enum Sort {
        ANSWERED,
        RATE_LIMITED,
        OVERLOADED,
        FAILED,
        /** The caller's own fault. */
        OTHER;

        static Sort of(CallOutcome outcome) {
            Optional<ErrorClass> error = outcome.errorClass();
            if (error.isEmpty()) {
                return ANSWERED;
            }
            return switch (error.get()) {
                case RATE_LIMIT -> RATE_LIMITED;
                case OVERLOADED -> Sort.OVERLOADED;
                case CONTEXT_WINDOW, CONTENT_POLICY, INVALID_REQUEST -> OTHER;
                case AUTH,
                        BILLING,
                        SERVER_ERROR,
                        NETWORK,
                        TIMEOUT,
                        MODEL_ACCESS,
                        MODEL_GONE,
                        REGION_BLOCKED,
                        RESPONSE_TOO_LARGE,
                        UNKNOWN ->
                        FAILED;
            };
        }
    }

    private long calls;
    private long answered;
    private long rateLimited;
    private long failed;
    private long retries;

    void started(Attempt attempt) {
        calls++;
        retries += attempt.getRetry() ? 1 : 0;
    }

    /** It was not called after all. */
    void withdrawn(Attempt attempt) {
        calls--;
        retries -= attempt.getRetry() ? 1 : 0;
    }

    void ended(CallOutcome outcome) {
        switch (Sort.of(outcome)) {
            case ANSWERED -> answered++;
            case RATE_LIMITED -> rateLimited++;
            case OVERLOADED, FAILED -> failed++;
            case OTHER -> {} // the provider did what it could
        }
    }

    /** A new epoch counts from zero. */
    void clear() {
        calls = 0;
        answered = 0;
        rateLimited = 0;
        failed = 0;
        retries = 0;
    }

    LaneCounts counts() {
        return new LaneCounts(calls, answered, rateLimited, failed, retries);
    }
}
