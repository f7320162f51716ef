package dev.sluice.worker.lane.health;

import dev.sluice.config.BreakerPolicy;
import dev.sluice.worker.lane.health.BreakerState.Closed;
import dev.sluice.worker.lane.health.BreakerState.HalfOpen;
import dev.sluice.worker.lane.health.BreakerState.Open;
import java.util.OptionalLong;

/**
 * Stops the calls of one model on one lane while most of them fail (a circuit breaker over a time
 * window). Owned by the lane's thread.
 */
final class Breaker {

    private final BreakerPolicy policy;
    private BreakerState state;

    Breaker(BreakerPolicy policy, long now) {
        this.policy = policy;
        state = closed(now);
    }

    private BreakerState at(long now) {
        if (state instanceof Open(long until) && now >= until) {
            state = new HalfOpen(until, OptionalLong.empty());
        }
        return state;
    }

    /** Whether a call may start. */
    boolean open(long now) {
        return switch (at(now)) {
            case Closed _ -> true;
            case Open _ -> false;
            case HalfOpen half -> half.outSince().isEmpty();
        };
    }

    /** Up to when no call is taken; empty where one is. */
    OptionalLong brokenUntil(long now) {
        return switch (at(now)) {
            case Closed _ -> OptionalLong.empty();
            case Open(long until) -> OptionalLong.of(until);
            case HalfOpen(_, OptionalLong outSince) ->
                    outSince.isPresent()
                            ? OptionalLong.of(Outlook.until(outSince.getAsLong(), now))
                            : OptionalLong.empty();
        };
    }

    /** When it changes if nothing but time passes. */
    long nextChange(long now) {
        return at(now) instanceof Closed ? Long.MAX_VALUE : brokenUntil(now).orElse(Long.MAX_VALUE);
    }

    /**
     * A call starts.
     *
     * @return whether it is the one that finds out
     */
    boolean begin(long now) {
        if (at(now) instanceof HalfOpen half) {
            state = new HalfOpen(half.since(), OptionalLong.of(now));
            return true;
        }
        return false;
    }

    /** The call that was to find out did not. */
    void back() {
        if (state instanceof HalfOpen half) {
            state = new HalfOpen(half.since(), OptionalLong.empty());
        }
    }

    /** Calls from before it opened prove nothing once it is open. */
    void ended(Verdict verdict, long sentAt, long now) {
        switch (at(now)) {
            case Closed(FailureWindow window) -> count(window, verdict, now);
            case Open _ -> {}
            case HalfOpen half when sentAt >= half.since() -> decide(verdict, now);
            case HalfOpen _ -> {}
        }
    }

    private void count(FailureWindow window, Verdict verdict, long now) {
        if (verdict == Verdict.SILENT) {
            return;
        }
        window.add(verdict, now);
        if (window.failsTooOften(policy.callsMin(), policy.failurePercent(), now)) {
            state = new Open(now + policy.open().toNanos());
        }
    }

    private void decide(Verdict verdict, long now) {
        switch (verdict) {
            case WORKS -> state = closed(now);
            case FAILS -> state = new Open(now + policy.open().toNanos());
            case SILENT -> back();
        }
    }

    void clear(long now) {
        state = closed(now);
    }

    private BreakerState closed(long now) {
        return new Closed(new FailureWindow(policy.window().toNanos(), now));
    }
}
