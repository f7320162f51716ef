package dev.sluice.ledger.samples;

import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.Decision;
import dev.sluice.schemas.record.DecisionKind;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.EndWriter;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.schemas.record.NotCalledReason;
import dev.sluice.schemas.record.Reservation;
import dev.sluice.schemas.record.TokenUsage;
import dev.sluice.testing.Samples;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Ends of first attempts, as lanes and placement write them. All reserve 63 microdollars. */
public final class Ends {

    /** 20 tokens in, 100 out at most. */
    public static final long RESERVED = Samples.price().cost(20, 100);

    private Ends() {}

    /** Answered with 10 tokens in and 5 out: 4.5 microdollars. */
    public static AttemptEnd answered(String requestId) {
        return base(requestId)
                .setKind(EndKind.ANSWERED)
                .setBilling(Billing.ACTUAL)
                .setStatusCode(200)
                .setServedModel("gpt-4o-mini-2024-07-18")
                .setProviderRequestId("req-1")
                .setUsage(new TokenUsage(10L, 5L, 4L, 2L))
                .setResponse(ByteBuffer.wrap("the answer".getBytes(StandardCharsets.UTF_8)))
                .build();
    }

    /** What {@link #answered} costs. */
    public static final long ANSWERED_PICOS = Samples.price().cost(10, 5);

    /** The next owner found it started, and nothing more. */
    public static AttemptEnd unknown(String requestId) {
        return base(requestId)
                .setKind(EndKind.UNKNOWN)
                .setBilling(Billing.BOUND)
                .setWriter(EndWriter.NEXT_OWNER)
                .build();
    }

    /** The provider did not answer in time. */
    public static AttemptEnd timedOut(String requestId) {
        return base(requestId)
                .setKind(EndKind.FAILED)
                .setBilling(Billing.BOUND)
                .setErrorClass(ErrorClass.TIMEOUT)
                .build();
    }

    /** The key was over its limit. */
    public static AttemptEnd refused(String requestId) {
        return base(requestId)
                .setKind(EndKind.REFUSED)
                .setBilling(Billing.NONE)
                .setErrorClass(ErrorClass.RATE_LIMIT)
                .setStatusCode(429)
                .setRetryAfterMillis(1_000L)
                .build();
    }

    /** Its deadline passed in the waiting line. */
    public static AttemptEnd notCalled(String requestId) {
        return base(requestId)
                .setKind(EndKind.NOT_CALLED)
                .setBilling(Billing.NONE)
                .setNotCalled(NotCalledReason.EXPIRED)
                .setWriter(EndWriter.PLACEMENT)
                .setLane(null)
                .setProviderKey(null)
                .setStartedAt(null)
                .build();
    }

    public static Decision admitted(String requestId) {
        return Decision.newBuilder()
                .setRequestId(requestId)
                .setAttempt(1)
                .setTenant(Samples.TENANT)
                .setKind(DecisionKind.ADMITTED)
                .setReason("within limits")
                .setModel("gpt-4o-mini")
                .setReservation(new Reservation(RESERVED, Samples.price().id()))
                .setLimits(List.of("acme", "acme/research"))
                .setWorkflow("nightly")
                .setAt(Samples.NOON)
                .setConfigVersion(1)
                .build();
    }

    private static AttemptEnd.Builder base(String requestId) {
        return AttemptEnd.newBuilder()
                .setRequestId(requestId)
                .setAttempt(1)
                .setTenant(Samples.TENANT)
                .setWriter(EndWriter.LANE)
                .setPool("sim")
                .setProvider("sim")
                .setModel("gpt-4o-mini")
                .setLane("sim/key-a")
                .setProviderKey("key-a")
                .setLease(7)
                .setEpoch(42)
                .setReservation(new Reservation(RESERVED, Samples.price().id()))
                .setInputTokens(20)
                .setMaxOutputTokens(100)
                .setStartedAt(Samples.NOON)
                .setEndedAt(Samples.NOON.plusSeconds(1))
                .setConfigVersion(1);
    }
}
