package dev.sluice.dispatcher.placement;

import dev.sluice.dispatcher.state.LaneStanding;
import dev.sluice.dispatcher.state.ServedUntil;
import dev.sluice.dispatcher.state.StandingPlace;
import dev.sluice.schemas.id.AttemptId;
import dev.sluice.schemas.record.Attempt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Placement's store as typed records. Owned by the stage's thread. */
final class LineRecords {

    private static final byte[] NO_VALUE = {};

    private final PlacementStore store;

    LineRecords(PlacementStore store) {
        this.store = store;
    }

    /** Four writes. */
    void add(Place place, Attempt attempt) {
        byte[] key = LineKeys.place(place);
        store.put(key, NO_VALUE);
        store.put(
                LineKeys.standing(place.attempt()),
                encode(new StandingPlace(ByteBuffer.wrap(key))::toByteBuffer));
        store.put(LineKeys.body(place.attempt()), encode(attempt::toByteBuffer));
        store.put(LineKeys.deadline(place), NO_VALUE);
    }

    /** Four deletes. */
    void remove(Place place) {
        store.delete(LineKeys.place(place));
        store.delete(LineKeys.standing(place.attempt()));
        store.delete(LineKeys.body(place.attempt()));
        store.delete(LineKeys.deadline(place));
    }

    Optional<Place> placeOf(AttemptId attempt) {
        return store.get(LineKeys.standing(attempt))
                .map(value -> decode(value, StandingPlace::fromByteBuffer))
                .map(standing -> LineKeys.readPlace(bytes(standing.getKey())));
    }

    Attempt attemptAt(Place place) {
        return store.get(LineKeys.body(place.attempt()))
                .map(value -> decode(value, Attempt::fromByteBuffer))
                .orElseThrow(() -> new IllegalStateException("no body of " + place.attempt()));
    }

    /** The first at or after {@code key} in the line of {@code line}. */
    Optional<Place> firstFrom(byte[] key, LineId line) {
        return store.firstKey(key, LineKeys.after(LineKeys.line(line))).map(LineKeys::readPlace);
    }

    Place lastOf(LineId line) {
        byte[] prefix = LineKeys.line(line);
        return store.lastKey(prefix, LineKeys.after(prefix))
                .map(LineKeys::readPlace)
                .orElseThrow(() -> new IllegalStateException("an empty line: " + line));
    }

    /** The first of the first line at or after {@code key}. */
    Optional<Place> firstOfLines(byte[] key) {
        return store.firstKey(key, LineKeys.after(LineKeys.lines())).map(LineKeys::readPlace);
    }

    /** The one with the earliest deadline that is not before {@code millis}. */
    Optional<Place> firstDue(long millis) {
        return store.firstKey(LineKeys.deadlinesFrom(millis), LineKeys.deadlinesEnd())
                .map(LineKeys::readDeadline)
                .map(attempt ->
                        placeOf(attempt)
                                .orElseThrow(
                                        () -> new IllegalStateException("no place of " + attempt)));
    }

    Optional<ServedUntil> served(Rank rank, String customer) {
        return store.get(LineKeys.served(rank, customer)).map(LineRecords::readServed);
    }

    void putServed(Rank rank, String customer, ServedUntil served) {
        store.put(LineKeys.served(rank, customer), encode(served::toByteBuffer));
    }

    void forgetServed(Rank rank, String customer) {
        store.delete(LineKeys.served(rank, customer));
    }

    /** The first key of what customers were served, at or after {@code key}. */
    Optional<byte[]> firstServed(byte[] key) {
        return store.firstKey(key, LineKeys.after(LineKeys.allServed()));
    }

    /** The first key of lanes at or after {@code key}. */
    Optional<byte[]> firstLane(byte[] key) {
        return store.firstKey(key, LineKeys.after(LineKeys.lanes()));
    }

    LaneStanding laneAt(byte[] key) {
        return store.get(key)
                .map(value -> decode(value, LaneStanding::fromByteBuffer))
                .orElseThrow(() -> new IllegalStateException("a lane without a value"));
    }

    void putLane(LaneGroup group, LaneStanding lane) {
        store.put(LineKeys.lane(group), encode(lane::toByteBuffer));
    }

    private static ServedUntil readServed(byte[] value) {
        return decode(value, ServedUntil::fromByteBuffer);
    }

    private interface Reader<R> {
        R read(ByteBuffer bytes) throws IOException;
    }

    private interface Writer {
        ByteBuffer write() throws IOException;
    }

    private static <R> R decode(byte[] value, Reader<R> reader) {
        try {
            return reader.read(ByteBuffer.wrap(value));
        } catch (IOException e) {
            throw new UncheckedIOException("a state record that cannot be read", e);
        }
    }

    private static byte[] encode(Writer writer) {
        try {
            return bytes(writer.write());
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
