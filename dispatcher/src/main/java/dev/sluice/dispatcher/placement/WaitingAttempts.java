package dev.sluice.dispatcher.placement;

import dev.sluice.dispatcher.codec.StateCodec;
import dev.sluice.schemas.id.AttemptId;
import dev.sluice.schemas.record.Attempt;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** What waits, as it stands in the store: read by any thread that may read the store. */
final class WaitingAttempts {

    private final PlacementReader reader;
    private final StateCodec<Attempt> attempts = StateCodec.of(Attempt.class);

    WaitingAttempts(PlacementReader reader) {
        this.reader = reader;
    }

    /** Length of the place's key, the key, the attempt. */
    byte[] write(byte[] place, Attempt attempt) {
        byte[] body = attempts.write(attempt);
        return ByteBuffer.allocate(Integer.BYTES + place.length + body.length)
                .putInt(place.length)
                .put(place)
                .put(body)
                .array();
    }

    Optional<Place> placeOf(AttemptId attempt) {
        return reader.get(LineKeys.waiting(attempt)).map(WaitingAttempts::readPlace);
    }

    Attempt attemptAt(Place place) {
        return reader.get(LineKeys.waiting(place.attempt()))
                .map(this::readAttempt)
                .orElseThrow(() -> new IllegalStateException("no body of " + place.attempt()));
    }

    /** Where the attempt of a request stands that waits; a request has at most one. */
    Optional<Place> placeOf(String requestId) {
        byte[] prefix = LineKeys.attemptsOf(requestId);
        return reader.first(prefix, LineKeys.after(prefix)).map(entry -> readPlace(entry.value()));
    }

    /** Since when the one at a place waits; empty where it has left. */
    Optional<Instant> since(Place place) {
        return reader.get(LineKeys.place(place)).map(WaitingAttempts::readSince);
    }

    /**
     * How many stand before a place in its own line.
     *
     * @param max stops there
     */
    long before(Place place, long max) {
        return reader.count(LineKeys.places(place.line()), LineKeys.place(place), max);
    }

    static byte[] since(Instant since) {
        return ByteBuffer.allocate(Long.BYTES).putLong(since.toEpochMilli()).array();
    }

    static Instant readSince(byte[] value) {
        return Instant.ofEpochMilli(ByteBuffer.wrap(value).getLong());
    }

    private static Place readPlace(byte[] value) {
        int length = ByteBuffer.wrap(value).getInt();
        return LineKeys.readPlace(Arrays.copyOfRange(value, Integer.BYTES, Integer.BYTES + length));
    }

    private Attempt readAttempt(byte[] value) {
        int from = Integer.BYTES + ByteBuffer.wrap(value).getInt();
        return attempts.read(Arrays.copyOfRange(value, from, value.length));
    }
}
