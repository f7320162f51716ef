package dev.sluice.worker.lane.health;

import dev.sluice.worker.lane.health.RestState.Open;
import dev.sluice.worker.lane.health.RestState.Probing;
import dev.sluice.worker.lane.health.RestState.Resting;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How one key, or one group of models on all keys of a lane, rests after refusals and comes back.
 * Owned by the lane's thread.
 */
final class Rest {

    /** There is nothing to forget. */
    private static final long NOTHING = Long.MAX_VALUE;

    private final RestRules rules;
    private RestState state;
    private boolean changed;

    Rest(RestRules rules) {
        this.rules = rules;
        state = new Open(0, 0, Long.MIN_VALUE);
    }

    /** What time made of it. */
    RestState at(long now) {
        state =
                switch (state) {
                    case Resting over when now >= over.until() ->
                            rules.looksFirst(over)
                                    ? new Probing(
                                            over.cause(),
                                            over.step(),
                                            over.until(),
                                            over.length(),
                                            OptionalLong.empty())
                                    : new Open(over.step(), over.length(), over.until());
                    case Open(int step, _, long since)
                            when step > 0 && now - since >= rules.forgottenAfter() ->
                            new Open(0, 0, since);
                    default -> state;
                };
        return state;
    }

    Condition condition(long now) {
        return switch (at(now)) {
            case Open _ -> new Condition.Available();
            case Resting resting -> resting.cause().condition(resting.until());
            case Probing probing ->
                    new Condition.Probing(
                            probing.outSince().isPresent()
                                    ? Outlook.until(probing.outSince().getAsLong(), now)
                                    : Condition.FREE,
                            probing.cause().word());
        };
    }

    /** Whether a call may start: in doubt one at a time. */
    boolean open(long now) {
        return switch (at(now)) {
            case Open _ -> true;
            case Resting _ -> false;
            case Probing probing -> probing.outSince().isEmpty();
        };
    }

    /**
     * A call starts.
     *
     * @return whether it is the one that finds out
     */
    boolean begin(long now) {
        if (at(now) instanceof Probing probing) {
            state = probing.out(now);
            return true;
        }
        return false;
    }

    /** The call that was to find out did not. */
    void back() {
        if (state instanceof Probing probing) {
            state = probing.back();
        }
    }

    /** A call was refused. A longer rest always wins. */
    void refuse(Refused refused, long now) {
        if (repeats(refused, now)) {
            return;
        }
        int step = refused.said().isPresent() ? 0 : nextStep(refused, now);
        long length =
                refused.said()
                        .map(Duration::toNanos)
                        .orElseGet(() ->
                                rules.ladder(refused.cause()).rest(step, before(), refused.dice()));
        Resting next = new Resting(refused.cause(), step, now, now + length);
        if (next.until() > now && next.until() > until()) {
            state = next;
            changed = true;
        } else {
            back();
        }
    }

    /** Calls that were under way together are refused together: that is one rest. */
    private boolean repeats(Refused refused, long now) {
        return refused.said().isEmpty()
                && at(now) instanceof Resting resting
                && resting.cause() == refused.cause();
    }

    private int nextStep(Refused refused, long now) {
        return switch (at(now)) {
            case Open open ->
                    refused.sentAt() >= open.since() ? open.step() + 1 : Math.max(1, open.step());
            case Probing probing ->
                    refused.sentAt() >= probing.since() ? probing.step() + 1 : probing.step();
            case Resting _ -> 1;
        };
    }

    private long before() {
        return switch (state) {
            case Open open -> open.before();
            case Probing probing -> probing.before();
            case Resting resting -> resting.length();
        };
    }

    private long until() {
        return state instanceof Resting resting ? resting.until() : Long.MIN_VALUE;
    }

    /** A call was taken that began after the rest: an older one proves nothing. */
    void accept(long sentAt, long now) {
        if (at(now) instanceof Probing probing && sentAt >= probing.since()) {
            state = new Open(probing.step(), probing.before(), now);
            changed = true;
        }
    }

    /** Somebody ordered it back: what happened up to then is forgotten. */
    void clear(long upTo, long now) {
        RestState before = at(now);
        long since =
                switch (before) {
                    case Open open -> open.step() == 0 ? NOTHING : open.since();
                    case Resting resting -> resting.from();
                    case Probing probing -> probing.since() - probing.before();
                };
        if (since != NOTHING && since <= upTo) {
            state = new Open(0, 0, now);
            changed = true;
        }
    }

    /** When it changes if nothing but time passes. */
    long nextChange(long now) {
        return switch (at(now)) {
            case Resting resting -> resting.until();
            case Probing probing when probing.outSince().isPresent() ->
                    Outlook.until(probing.outSince().getAsLong(), now);
            case Probing _, Open _ -> Long.MAX_VALUE;
        };
    }

    /** What a next owner has to know; empty where there is nothing to know. */
    Optional<Memory> memory(Subject subject, long now) {
        RestState current = at(now);
        return current instanceof Open open && open.step() == 0
                ? Optional.empty()
                : Optional.of(Memory.of(subject, current));
    }

    /** What is to be written down since it was last asked. */
    Optional<Memory> change(Subject subject, long now) {
        if (!changed) {
            return Optional.empty();
        }
        changed = false;
        return Optional.of(Memory.of(subject, at(now)));
    }

    /**
     * A former owner's knowledge. A longer rest always wins; anything else only where there is
     * none.
     */
    void recall(Memory memory, long now) {
        RestState known = memory.state(rules);
        boolean longer =
                known instanceof Resting resting && resting.until() > Math.max(now, until());
        boolean nothingKnown = at(now) instanceof Open open && open.step() == 0;
        if (longer || nothingKnown) {
            state = known;
        }
    }
}
