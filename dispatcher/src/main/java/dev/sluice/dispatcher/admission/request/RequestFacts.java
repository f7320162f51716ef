package dev.sluice.dispatcher.admission.request;

import dev.sluice.schemas.record.Fallback;
import dev.sluice.schemas.record.OnLimit;
import dev.sluice.schemas.record.OnUnreachable;
import dev.sluice.schemas.record.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What never changes about a request.
 *
 * @param acceptedAt the broker's append time of the request
 * @param deadline when an answer is of no use any more
 * @param claim on an idempotency key, where it has one
 */
public record RequestFacts(
        String requestId,
        Tenant tenant,
        String model,
        Instant acceptedAt,
        Instant deadline,
        Calls calls,
        OnLimit onLimit,
        Optional<Claim> claim,
        Echo echo,
        Wishes wishes) {

    /** Without wishes beyond the model's own answer. */
    public RequestFacts(
            String requestId,
            Tenant tenant,
            String model,
            Instant acceptedAt,
            Instant deadline,
            Calls calls,
            OnLimit onLimit,
            Optional<Claim> claim,
            Echo echo) {
        this(
                requestId,
                tenant,
                model,
                acceptedAt,
                deadline,
                calls,
                onLimit,
                claim,
                echo,
                Wishes.NONE);
    }

    /** How often a request may be sent to a provider that perhaps has it already. */
    public enum Calls {
        REPEATABLE,
        ONCE
    }

    /**
     * What the agent allows, or asks for, beyond an answer of the model that it names.
     *
     * @param caching empty where only an answer to this very request will do
     */
    public record Wishes(
            Fallback fallback,
            OnUnreachable onUnreachable,
            Pinning pinning,
            Optional<Caching> caching) {

        public static final Wishes NONE =
                new Wishes(Fallback.NONE, OnUnreachable.WAIT, Pinning.NONE);

        /** Without the cache. */
        public Wishes(Fallback fallback, OnUnreachable onUnreachable, Pinning pinning) {
            this(fallback, onUnreachable, pinning, Optional.empty());
        }

        public Wishes with(Optional<Caching> caching) {
            return new Wishes(fallback, onUnreachable, pinning, caching);
        }

        /** Whether later requests of the workflow keep to the model that answered the first. */
        public enum Pinning {
            NONE,
            WORKFLOW
        }

        public boolean allowFallback() {
            return fallback == Fallback.ALLOWED;
        }
    }

    /**
     * That an answer to an equal request of the customer will do.
     *
     * @param digest SHA-256 in hex: equal requests have the same
     * @param maxAge how old the answer may be; more than 0
     */
    public record Caching(String digest, Duration maxAge) {}

    /**
     * A claim on an idempotency key of the team.
     *
     * @param bodyHash SHA-256 of path and body in hex: what tells a repeat from another request
     */
    public record Claim(String key, String bodyHash) {}

    /**
     * What the agent gets back as it sent it.
     *
     * @param replayOf id of the request that this one replays
     */
    public record Echo(
            Optional<String> customId,
            Optional<String> workflow,
            Optional<String> step,
            Optional<String> traceparent,
            Optional<String> replayOf) {
        public static final Echo NONE =
                new Echo(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
    }

    /** With another word about the cache. */
    public RequestFacts with(Optional<Caching> caching) {
        return new RequestFacts(
                requestId,
                tenant,
                model,
                acceptedAt,
                deadline,
                calls,
                onLimit,
                claim,
                echo,
                wishes.with(caching));
    }

    public boolean hasExpired(Instant now) {
        return !now.isBefore(deadline);
    }
}
