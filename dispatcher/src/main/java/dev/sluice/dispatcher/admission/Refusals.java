package dev.sluice.dispatcher.admission;

import dev.sluice.dispatcher.admission.quota.LimitPath.Counted;
import dev.sluice.dispatcher.admission.quota.Refusal;
import dev.sluice.schemas.money.PicoUsd;
import dev.sluice.schemas.record.LimitAmounts;
import dev.sluice.schemas.record.LimitUnit;
import dev.sluice.schemas.record.ResultError;
import dev.sluice.schemas.record.RetryBasis;
import dev.sluice.schemas.record.Tenant;
import java.time.Duration;
import java.time.Instant;

/** A limit that was in the way, in words and numbers for the agent. */
final class Refusals {

    static final String QUEUE_FULL = "queue_full";
    static final String DEADLINE_EXCEEDED = "deadline_exceeded";

    private Refusals() {}

    /** A limit has no room. */
    static ResultError error(Refusal refusal) {
        return about(refusal).setType(type(refusal)).setMessage(message(refusal)).build();
    }

    /** The time ended while it waited for this limit. */
    static ResultError waitedInVain(Refusal waitedFor, Instant deadline) {
        return about(waitedFor)
                .setType(DEADLINE_EXCEEDED)
                .setMessage(
                        "no answer before %s: it waited for %s, where %s of %s are used"
                                .formatted(
                                        deadline,
                                        waitedFor.path(),
                                        words(waitedFor, waitedFor.used()),
                                        words(waitedFor, waitedFor.allowed())))
                .build();
    }

    /**
     * Too many of its virtual key wait already.
     *
     * @param first what the first of them waits for: then a place comes free
     */
    static ResultError queueFull(Tenant tenant, int waiting, int parkedMax, Refusal first) {
        return about(first)
                .setType(QUEUE_FULL)
                .setLimit(
                        "%s/%s/%s max_parked"
                                .formatted(
                                        tenant.getCustomer(),
                                        tenant.getTeam(),
                                        tenant.getVirtualKey()))
                .setUsed(waiting + " waiting requests")
                .setAllowed(parkedMax + " waiting requests")
                .setAmounts(
                        new LimitAmounts(LimitUnit.WAITING, (long) waiting, (long) parkedMax, 1L))
                .setMessage(
                        "%d requests of this virtual key wait already, the first of them for %s"
                                .formatted(waiting, first.path()))
                .build();
    }

    private static ResultError.Builder about(Refusal refusal) {
        return ResultError.newBuilder()
                .setType("")
                .setMessage("")
                .setLimit(refusal.path().text())
                .setUsed(words(refusal, refusal.used()))
                .setAllowed(words(refusal, refusal.allowed()))
                .setResetAt(refusal.resetAt().orElse(null))
                .setRetryAfterMillis(refusal.retryAfter().map(Duration::toMillis).orElse(null))
                .setRetryBasis(refusal.retryAfter().map(_ -> basis(refusal)).orElse(null))
                .setAmounts(
                        new LimitAmounts(
                                unit(refusal.path().counted()),
                                refusal.used(),
                                refusal.allowed(),
                                refusal.needed()));
    }

    private static RetryBasis basis(Refusal refusal) {
        return switch (refusal.basis()) {
            case WINDOW -> RetryBasis.WINDOW;
            case PACE -> RetryBasis.PACE;
        };
    }

    private static String type(Refusal refusal) {
        return switch (refusal.path().counted()) {
            case REQUESTS -> "request_limited";
            case TOKENS, INPUT_TOKENS, OUTPUT_TOKENS -> "token_limited";
            case CONCURRENT -> "concurrency_limited";
            case USD -> "budget_exceeded";
        };
    }

    private static LimitUnit unit(Counted counted) {
        return switch (counted) {
            case REQUESTS -> LimitUnit.REQUESTS;
            case TOKENS -> LimitUnit.TOKENS;
            case INPUT_TOKENS -> LimitUnit.INPUT_TOKENS;
            case OUTPUT_TOKENS -> LimitUnit.OUTPUT_TOKENS;
            case CONCURRENT -> LimitUnit.CALLS;
            case USD -> LimitUnit.USD;
        };
    }

    private static String message(Refusal refusal) {
        String used = words(refusal, refusal.used());
        String allowed = words(refusal, refusal.allowed());
        String needed = words(refusal, refusal.needed());
        String path = refusal.path().text();
        return switch (refusal.cause()) {
            case NEVER_FITS ->
                    "this request alone needs %s, and %s is %s in all: it never fits. %s, or raise the limit"
                            .formatted(needed, path, allowed, advice(refusal));
            case USED ->
                    "%s: %s of %s are used, and this request needs %s"
                            .formatted(path, used, allowed, needed);
            case HELD ->
                    refusal.path().counted() == Counted.CONCURRENT
                            ? "%s: %d calls of %d are under way"
                                    .formatted(path, refusal.used(), refusal.allowed())
                            : "%s: %s of %s are spent, or reserved by calls under way, and this request needs %s"
                                    .formatted(path, used, allowed, needed);
            case WAITED_FOR ->
                    "%s: other requests wait for it already (%s of %s are used)"
                            .formatted(path, used, allowed);
        };
    }

    private static String advice(Refusal refusal) {
        return switch (refusal.path().counted()) {
            case INPUT_TOKENS -> "Send a shorter prompt";
            case OUTPUT_TOKENS -> "Ask for a lower max_tokens";
            case TOKENS, USD, REQUESTS, CONCURRENT ->
                    "Send a shorter prompt or ask for a lower max_tokens";
        };
    }

    private static String words(Refusal refusal, long amount) {
        return switch (refusal.path().counted()) {
            case REQUESTS -> amount + " requests";
            case TOKENS -> amount + " tokens";
            case INPUT_TOKENS -> amount + " input tokens";
            case OUTPUT_TOKENS -> amount + " output tokens";
            case CONCURRENT -> amount + " at the same time";
            case USD -> PicoUsd.toUsd(amount).stripTrailingZeros().toPlainString() + " USD";
        };
    }
}
