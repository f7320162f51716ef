package dev.sluice.worker.lane.health;

import dev.sluice.worker.lane.health.RestState.Open;
import dev.sluice.worker.lane.health.RestState.Probing;
import dev.sluice.worker.lane.health.RestState.Resting;
import java.util.OptionalLong;

/**
 * How a subject stands, as one owner tells the next.
 *
 * @param kind which state
 * @param until when the rest ends; empty unless resting
 * @param reason a cause's word; empty for an open one
 * @param step refusals in a row that named no time
 * @param at since when
 */
public record Memory(
        Subject subject, Kind kind, OptionalLong until, String reason, int step, long at) {

    /** As in the journal. */
    public enum Kind {
        AVAILABLE,
        PROBING,
        COOLING,
        EXHAUSTED,
        DISABLED;

        /** A word of a later version is no reason to call: one call finds out. */
        public static Kind of(String word) {
            for (Kind kind : values()) {
                if (kind.name().equals(word)) {
                    return kind;
                }
            }
            return PROBING;
        }
    }

    static Memory of(Subject subject, RestState state) {
        return switch (state) {
            case Open open ->
                    new Memory(
                            subject,
                            Kind.AVAILABLE,
                            OptionalLong.empty(),
                            "",
                            open.step(),
                            open.since());
            case Probing probing ->
                    new Memory(
                            subject,
                            Kind.PROBING,
                            OptionalLong.empty(),
                            probing.cause().word(),
                            probing.step(),
                            probing.since());
            case Resting resting ->
                    new Memory(
                            subject,
                            kind(resting.cause().condition(0)),
                            OptionalLong.of(resting.until()),
                            resting.cause().word(),
                            resting.step(),
                            resting.from());
        };
    }

    private static Kind kind(Condition condition) {
        return switch (condition) {
            case Condition.Available _ -> Kind.AVAILABLE;
            case Condition.Probing _ -> Kind.PROBING;
            case Condition.Cooling _ -> Kind.COOLING;
            case Condition.Exhausted _ -> Kind.EXHAUSTED;
            case Condition.Disabled _ -> Kind.DISABLED;
        };
    }

    /** The length of the last rest is only known of one that is not over; else its least. */
    RestState state(RestRules rules) {
        Cause cause = Cause.of(reason);
        long least = step == 0 ? 0 : rules.ladder(cause).least(step);
        return switch (kind) {
            case AVAILABLE -> new Open(step, least, at);
            case PROBING -> new Probing(cause, step, at, least, OptionalLong.empty());
            case COOLING, EXHAUSTED, DISABLED ->
                    new Resting(cause, step, at, until.orElse(at + least));
        };
    }
}
