package dev.sluice.dispatcher.streams.admission;

import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.EndWriter;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.schemas.record.NotCalledReason;
import dev.sluice.schemas.record.TokenUsage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Ends as lanes and placement write them. */
final class Ends {

    private Ends() {}

    static AttemptEnd answered(Attempt attempt, long input, long output, Instant at) {
        return end(attempt, EndKind.ANSWERED, Billing.ACTUAL, at)
                .setStatusCode(200)
                .setUsage(new TokenUsage(input, output, 0L, 0L))
                .setResponse(ByteBuffer.wrap("{\"ok\":1}".getBytes(StandardCharsets.UTF_8)))
                .setStartedAt(at.minusMillis(300))
                .build();
    }

    static AttemptEnd refused(Attempt attempt, ErrorClass errorClass, int status, Instant at) {
        return end(attempt, EndKind.REFUSED, Billing.NONE, at)
                .setErrorClass(errorClass)
                .setStatusCode(status)
                .setMessage("no")
                .setWork(attempt)
                .build();
    }

    static AttemptEnd failed(Attempt attempt, ErrorClass errorClass, Billing billing, Instant at) {
        return end(attempt, EndKind.FAILED, billing, at)
                .setErrorClass(errorClass)
                .setMessage("broken")
                .setWork(attempt)
                .build();
    }

    static AttemptEnd unknown(Attempt attempt, Instant at) {
        return end(attempt, EndKind.UNKNOWN, Billing.BOUND, at)
                .setWriter(EndWriter.NEXT_OWNER)
                .setWork(attempt)
                .build();
    }

    static AttemptEnd notCalled(Attempt attempt, NotCalledReason reason, Instant at) {
        return end(attempt, EndKind.NOT_CALLED, Billing.NONE, at)
                .setWriter(EndWriter.PLACEMENT)
                .setNotCalled(reason)
                .setWork(attempt)
                .build();
    }

    /** The same, given by another lane than {@code sim/key-a}. */
    static AttemptEnd by(String lane, AttemptEnd end) {
        return AttemptEnd.newBuilder(end).setLane(lane).build();
    }

    private static AttemptEnd.Builder end(
            Attempt attempt, EndKind kind, Billing billing, Instant at) {
        return AttemptEnd.newBuilder()
                .setRequestId(attempt.getRequestId())
                .setAttempt(attempt.getAttempt())
                .setTenant(attempt.getTenant())
                .setWriter(EndWriter.LANE)
                .setKind(kind)
                .setBilling(billing)
                .setPool(attempt.getPool())
                .setProvider(attempt.getProvider())
                .setModel(attempt.getModel())
                .setLane("sim/key-a")
                .setProviderKey("key-a")
                .setReservation(attempt.getReservation())
                .setInputTokens(attempt.getInputTokens())
                .setMaxOutputTokens(attempt.getMaxOutputTokens())
                .setEndedAt(at)
                .setConfigVersion(1);
    }
}
