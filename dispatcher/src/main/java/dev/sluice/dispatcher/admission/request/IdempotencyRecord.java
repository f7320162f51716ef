package dev.sluice.dispatcher.admission.request;

import dev.sluice.schemas.record.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Who has an idempotency key.
 *
 * @param requestId the first request with the key
 * @param answeredUntil how long its answer is kept; empty while it has none
 */
public record IdempotencyRecord(
        String requestId, String bodyHash, Optional<Instant> answeredUntil) {

    /** As long as requests and results are kept. */
    public static final Duration KEPT = Duration.ofDays(7);

    /** A key within its team. */
    public record Scope(String customer, String team, String key) {
        public static Scope of(Tenant tenant, RequestFacts.Claim claim) {
            return new Scope(tenant.getCustomer(), tenant.getTeam(), claim.key());
        }
    }

    public static IdempotencyRecord claimed(String requestId, RequestFacts.Claim claim) {
        return new IdempotencyRecord(requestId, claim.bodyHash(), Optional.empty());
    }

    public IdempotencyRecord answered(Instant now) {
        return new IdempotencyRecord(requestId, bodyHash, Optional.of(now.plus(KEPT)));
    }
}
