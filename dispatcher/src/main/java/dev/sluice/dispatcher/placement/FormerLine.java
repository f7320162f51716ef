package dev.sluice.dispatcher.placement;

import dev.sluice.dispatcher.codec.StateCodec;
import dev.sluice.dispatcher.state.StandingPlace;
import dev.sluice.schemas.id.AttemptId;
import dev.sluice.schemas.record.Attempt;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * What an earlier release left waiting in the store. Its lines knew neither virtual keys nor
 * retries, so that each entry is read, and moved into a line of today, a few with each tick. Its
 * keys:
 *
 * <ul>
 *   <li>{@code p} pool, priority, model, excluded lanes, customer, deadline, arrival, attempt
 *   <li>{@code a} attempt: its key under {@code p}
 *   <li>{@code b} attempt: the attempt
 *   <li>{@code d} deadline, attempt
 * </ul>
 *
 * Owned by the stage's thread.
 */
final class FormerLine {

    /** One that waits there, and where it belongs. */
    record Waiting(Place place, Attempt attempt) {}

    private final PlacementStore store;
    private final StateCodec<Attempt> attempts = StateCodec.of(Attempt.class);
    private final StateCodec<StandingPlace> places = StateCodec.of(StandingPlace.class);

    /** From here on there may be entries: a search from the start walks over what was deleted. */
    private byte[] from = new KeyWriter('p').bytes();

    private boolean done;

    FormerLine(PlacementStore store) {
        this.store = store;
    }

    /** The next to be moved; empty where none is left. */
    Optional<Waiting> next() {
        if (done) {
            return Optional.empty();
        }
        Optional<byte[]> key =
                store.first(from, LineKeys.after(new KeyWriter('p').bytes()))
                        .map(PlacementReader.Entry::key);
        key.ifPresentOrElse(found -> from = found, () -> done = true);
        return key.map(this::read);
    }

    Optional<Waiting> find(AttemptId attempt) {
        return done
                ? Optional.empty()
                : store.get(attemptKey('a', attempt))
                        .map(value -> read(bytes(places.read(value).getKey())));
    }

    /** It was moved. */
    void remove(Waiting waiting) {
        AttemptId attempt = waiting.place().attempt();
        store.get(attemptKey('a', attempt))
                .ifPresent(value -> store.delete(bytes(places.read(value).getKey())));
        store.delete(attemptKey('a', attempt));
        store.delete(attemptKey('b', attempt));
        KeyWriter deadline = new KeyWriter('d').number(waiting.place().deadlineMillis());
        store.delete(deadline.text(attempt.requestId()).number(attempt.number()).bytes());
    }

    private Waiting read(byte[] key) {
        ByteBuffer in = ByteBuffer.wrap(key, 1, key.length - 1);
        Rank rank = LineKeys.readRank(in);
        String model = LineKeys.readText(in);
        List<String> excluded = LineKeys.readExcluded(in);
        String customer = LineKeys.readText(in);
        long deadline = in.getLong();
        long arrival = in.getLong();
        AttemptId id = LineKeys.readAttempt(in);
        Attempt attempt =
                store.get(attemptKey('b', id))
                        .map(attempts::read)
                        .orElseThrow(() -> new IllegalStateException("no body of " + id));

        String virtualKey = attempt.getTenant().getVirtualKey();
        LineId line =
                new LineId(
                        rank,
                        new Needs(model, excluded, Leases.call(attempt)),
                        customer,
                        virtualKey);
        return new Waiting(new Place(line, deadline, arrival, id), attempt);
    }

    private static byte[] attemptKey(char prefix, AttemptId attempt) {
        return new KeyWriter(prefix).text(attempt.requestId()).number(attempt.number()).bytes();
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
