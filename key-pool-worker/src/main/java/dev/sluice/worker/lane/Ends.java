package dev.sluice.worker.lane;

import dev.sluice.config.ProviderConfig;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.EndWriter;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.schemas.record.NotCalledReason;
import dev.sluice.schemas.record.Work;
import dev.sluice.worker.provider.CallOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The ends that a lane gives. One that another attempt may follow carries the attempt along. */
final class Ends {

    private static final int MESSAGE_MAX = 500;

    private Ends() {}

    /** The call came to an end of its own. */
    static AttemptEnd called(
            Work work,
            ProviderConfig.Key key,
            CallOutcome outcome,
            Instant startedAt,
            Instant endedAt) {
        AttemptEnd.Builder end =
                of(work, EndWriter.LANE, outcome.kind(), outcome.billing(), endedAt)
                        .setProviderKey(key.id())
                        .setStartedAt(startedAt);
        outcome.errorClass().ifPresent(end::setErrorClass);
        outcome.statusCode().ifPresent(end::setStatusCode);
        outcome.message().map(Ends::shortened).ifPresent(end::setMessage);
        outcome.response().ifPresent(end::setResponse);
        outcome.usage().ifPresent(end::setUsage);
        outcome.servedModel().ifPresent(end::setServedModel);
        outcome.providerRequestId().ifPresent(end::setProviderRequestId);
        outcome.pace().retryAfter().map(Duration::toMillis).ifPresent(end::setRetryAfterMillis);
        if (anotherMayFollow(outcome, work.getAttempt())) {
            end.setWork(work.getAttempt());
        }
        return end.build();
    }

    /** It was never sent, and never will be. */
    static AttemptEnd notCalled(Work work, NotCalledReason reason, EndWriter writer, Instant now) {
        AttemptEnd.Builder end =
                of(work, writer, EndKind.NOT_CALLED, Billing.NONE, now).setNotCalled(reason);
        switch (reason) {
            case COOLING, LANE_GONE, SHUTDOWN -> end.setWork(work.getAttempt());
            case EXPIRED, WITHDRAWN, QUEUE_FULL, UNREACHABLE -> {} // nobody waits for it any more
        }
        return end.build();
    }

    /** Its owner started it and did not live to say how it ended. */
    static AttemptEnd unknown(Work work, Optional<String> onlyKey, Instant startedAt, Instant now) {
        AttemptEnd.Builder end =
                of(work, EndWriter.NEXT_OWNER, EndKind.UNKNOWN, Billing.BOUND, now)
                        .setErrorClass(ErrorClass.UNKNOWN)
                        .setMessage("the lane's owner stopped during the call")
                        .setStartedAt(startedAt)
                        .setWork(work.getAttempt());
        onlyKey.ifPresent(end::setProviderKey);
        return end.build();
    }

    /** The same end without what makes it too large for its topic. */
    static AttemptEnd tooLarge(AttemptEnd end) {
        return AttemptEnd.newBuilder(end)
                .setKind(EndKind.FAILED)
                .setErrorClass(ErrorClass.RESPONSE_TOO_LARGE)
                .setMessage("the answer is larger than an end may be")
                .clearResponse()
                .clearWork()
                .build();
    }

    private static AttemptEnd.Builder of(
            Work work, EndWriter writer, EndKind kind, Billing billing, Instant endedAt) {
        Attempt attempt = work.getAttempt();
        AttemptEnd.Builder end =
                AttemptEnd.newBuilder()
                        .setRequestId(attempt.getRequestId())
                        .setAttempt(attempt.getAttempt())
                        .setTenant(attempt.getTenant())
                        .setWriter(writer)
                        .setKind(kind)
                        .setBilling(billing)
                        .setPool(attempt.getPool())
                        .setProvider(work.getProvider().orElse(attempt.getProvider()))
                        .setModel(attempt.getModel())
                        .setLane(work.getLane())
                        .setLease(work.getLease())
                        .setEpoch(work.getEpoch())
                        .setReservation(attempt.getReservation())
                        .setInputTokens(attempt.getInputTokens())
                        .setMaxOutputTokens(attempt.getMaxOutputTokens())
                        .setEndedAt(endedAt)
                        .setConfigVersion(attempt.getConfigVersion());
        attempt.getWorkflow().ifPresent(end::setWorkflow);
        attempt.getStep().ifPresent(end::setStep);
        return end;
    }

    /** Also one at another model, where admission has leave for that. */
    private static boolean anotherMayFollow(CallOutcome outcome, Attempt attempt) {
        if (outcome.kind() == EndKind.ANSWERED) {
            return false;
        }
        return switch (outcome.errorClass().orElse(ErrorClass.UNKNOWN)) {
            case CONTENT_POLICY -> false;
            // What only a fallback does not take, the next one may.
            case INVALID_REQUEST -> attempt.getAskedModel().isPresent();
            case RATE_LIMIT,
                    AUTH,
                    BILLING,
                    OVERLOADED,
                    SERVER_ERROR,
                    NETWORK,
                    TIMEOUT,
                    CONTEXT_WINDOW,
                    MODEL_ACCESS,
                    MODEL_GONE,
                    REGION_BLOCKED,
                    RESPONSE_TOO_LARGE,
                    UNKNOWN ->
                    true;
        };
    }

    private static String shortened(String message) {
        return message.length() <= MESSAGE_MAX ? message : message.substring(0, MESSAGE_MAX);
    }
}
