package dev.sluice.worker.provider;

import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.schemas.record.TokenUsage;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * How one call ended, as far as its caller could see.
 *
 * @param kind ANSWERED, REFUSED or FAILED
 * @param billing NONE: surely cost nothing; ACTUAL: {@code usage} says what; BOUND: may have been
 *     billed
 * @param errorClass empty only where the provider answered
 * @param message a constant phrase or the provider's own, at most 500 characters, never a secret
 * @param response the provider's body where the agent gets it: an answer, or the caller's fault;
 *     read-only
 * @param pace what the provider's headers say about the key's limits
 */
public record CallOutcome(
        EndKind kind,
        Billing billing,
        Optional<ErrorClass> errorClass,
        Optional<Integer> statusCode,
        Optional<String> message,
        Optional<ByteBuffer> response,
        Optional<TokenUsage> usage,
        Optional<String> servedModel,
        Optional<String> providerRequestId,
        Pace pace) {

    public CallOutcome {
        if (kind == EndKind.NOT_CALLED || kind == EndKind.UNKNOWN) {
            throw new IllegalArgumentException("a call that was made does not end " + kind);
        }
        if (billing == Billing.ACTUAL && usage.isEmpty()) {
            throw new IllegalArgumentException("billing by the actual usage needs the usage");
        }
        response = response.map(ByteBuffer::asReadOnlyBuffer);
    }
}
