package dev.sluice.dispatcher.placement;

import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.EndWriter;
import dev.sluice.schemas.record.NotCalledReason;
import java.time.Duration;
import java.time.Instant;

/** Ends of attempts that never became a call, so that surely cost nothing. */
final class Ends {

    private Ends() {}

    static AttemptEnd notCalled(
            Attempt attempt, NotCalledReason reason, long configVersion, Instant now) {
        return AttemptEnd.newBuilder()
                .setRequestId(attempt.getRequestId())
                .setAttempt(attempt.getAttempt())
                .setTenant(attempt.getTenant())
                .setWriter(EndWriter.PLACEMENT)
                .setKind(EndKind.NOT_CALLED)
                .setBilling(Billing.NONE)
                .setNotCalled(reason)
                .setPool(attempt.getPool())
                .setProvider(attempt.getProvider())
                .setModel(attempt.getModel())
                .setReservation(attempt.getReservation())
                .setInputTokens(attempt.getInputTokens())
                .setMaxOutputTokens(attempt.getMaxOutputTokens())
                .setEndedAt(now)
                .setWork(mayFollow(reason) ? attempt : null)
                .setWorkflow(attempt.getWorkflow().orElse(null))
                .setStep(attempt.getStep().orElse(null))
                .setConfigVersion(configVersion)
                .build();
    }

    /** As {@link #notCalled}, with when it could have begun, so that its agent knows. */
    static AttemptEnd refused(
            Attempt attempt, WaitingBounds.Refusal refusal, long configVersion, Instant now) {
        AttemptEnd end = notCalled(attempt, refusal.reason(), configVersion, now);
        return refusal.start()
                .map(start -> Duration.between(now, start).toMillis())
                .map(millis -> AttemptEnd.newBuilder(end).setRetryAfterMillis(millis).build())
                .orElse(end);
    }

    /** Whether admission may open another attempt, for which it then needs the body. */
    private static boolean mayFollow(NotCalledReason reason) {
        return switch (reason) {
            case EXPIRED, WITHDRAWN, QUEUE_FULL -> false;
            case COOLING, LANE_GONE, SHUTDOWN, UNREACHABLE -> true;
        };
    }
}
