package dev.sluice.dispatcher.placement;

import dev.sluice.dispatcher.state.StandingLine;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * One line as a whole: where it begins and how much stands in it. In memory, so that choosing reads
 * nothing and a line that runs empty is known without a search (in a store on disk a search walks
 * over what was deleted); and in the store, so that a new owner need not walk along it.
 *
 * @param firstSince since when the first waits
 * @param tokens estimated, of all that wait in it
 * @param lastDeadlineMillis no place of it has a later deadline
 * @param weight of the customer, as the newest attempt said
 */
record Span(
        Place first,
        Instant firstSince,
        long waiting,
        long tokens,
        long lastDeadlineMillis,
        int weight) {

    /** One that stands in a line. */
    record Entry(Place place, Instant since, long tokens, int weight) {}

    static Span of(Entry only) {
        return new Span(
                only.place(),
                only.since(),
                1,
                only.tokens(),
                only.place().deadlineMillis(),
                only.weight());
    }

    Span with(Entry entry) {
        boolean first = entry.place().compareTo(this.first) < 0;
        return new Span(
                first ? entry.place() : this.first,
                first ? entry.since() : firstSince,
                waiting + 1,
                tokens + entry.tokens(),
                Math.max(lastDeadlineMillis, entry.place().deadlineMillis()),
                entry.weight());
    }

    /** One less; whether that was the first is for {@link #from} to say. */
    Span without(long tokensOfOne) {
        return new Span(
                first,
                firstSince,
                waiting - 1,
                Math.max(0, tokens - tokensOfOne),
                lastDeadlineMillis,
                weight);
    }

    Span from(Place next, Instant since) {
        return new Span(next, since, waiting, tokens, lastDeadlineMillis, weight);
    }

    StandingLine standing() {
        return StandingLine.newBuilder()
                .setFirst(ByteBuffer.wrap(LineKeys.place(first)))
                .setFirstSince(firstSince)
                .setWaiting(waiting)
                .setTokens(tokens)
                .setLastDeadline(Instant.ofEpochMilli(lastDeadlineMillis))
                .setWeight(weight)
                .build();
    }

    static Span read(StandingLine line) {
        byte[] first = new byte[line.getFirst().remaining()];
        line.getFirst().duplicate().get(first);
        return new Span(
                LineKeys.readPlace(first),
                line.getFirstSince(),
                line.getWaiting(),
                line.getTokens(),
                line.getLastDeadline().toEpochMilli(),
                line.getWeight());
    }
}
