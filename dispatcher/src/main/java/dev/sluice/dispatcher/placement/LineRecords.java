package dev.sluice.dispatcher.placement;

import dev.sluice.dispatcher.codec.StateCodec;
import dev.sluice.dispatcher.placement.PlacementReader.Entry;
import dev.sluice.dispatcher.state.LaneStanding;
import dev.sluice.dispatcher.state.ServedUntil;
import dev.sluice.dispatcher.state.StandingLine;
import dev.sluice.schemas.record.Attempt;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Placement's store as typed records. Owned by the stage's thread. */
final class LineRecords {

    private final PlacementStore store;
    private final WaitingAttempts waiting;
    private final StateCodec<StandingLine> lines = StateCodec.of(StandingLine.class);
    private final StateCodec<ServedUntil> shares = StateCodec.of(ServedUntil.class);
    private final StateCodec<LaneStanding> lanes = StateCodec.of(LaneStanding.class);

    LineRecords(PlacementStore store) {
        this.store = store;
        this.waiting = new WaitingAttempts(store);
    }

    WaitingAttempts waiting() {
        return waiting;
    }

    /** Two writes. */
    void add(Span.Entry entry, Attempt attempt) {
        byte[] key = LineKeys.place(entry.place());
        store.put(key, WaitingAttempts.since(entry.since()));
        store.put(LineKeys.waiting(entry.place().attempt()), waiting.write(key, attempt));
    }

    /** Two deletes. */
    void remove(Place place) {
        store.delete(LineKeys.place(place));
        store.delete(LineKeys.waiting(place.attempt()));
    }

    /** A place, and since when it is waited there. */
    record Since(Place place, Instant since) {}

    /** The place behind one in its line. */
    Optional<Since> behind(Place place) {
        return first(LineKeys.behind(LineKeys.place(place)), place.line());
    }

    /** The first of a line whose deadline has not passed. */
    Optional<Since> firstAfter(LineId line, Instant now) {
        return first(LineKeys.placesFrom(line, now.toEpochMilli() + 1), line);
    }

    private Optional<Since> first(byte[] from, LineId line) {
        return store.first(from, LineKeys.after(LineKeys.places(line)))
                .map(entry ->
                        new Since(
                                LineKeys.readPlace(entry.key()),
                                WaitingAttempts.readSince(entry.value())));
    }

    void putLine(Span span) {
        store.put(LineKeys.line(span.first().line()), lines.write(span.standing()));
    }

    void removeLine(LineId line) {
        store.delete(LineKeys.line(line));
    }

    void eachLine(Consumer<Span> consumer) {
        each(LineKeys.lines(), entry -> consumer.accept(Span.read(lines.read(entry.value()))));
    }

    Optional<ServedUntil> served(Rank rank, String customer) {
        return store.get(LineKeys.served(rank, customer)).map(shares::read);
    }

    void putServed(Rank rank, String customer, ServedUntil served) {
        store.put(LineKeys.served(rank, customer), shares.write(served));
    }

    void forgetServed(Rank rank, String customer) {
        store.delete(LineKeys.served(rank, customer));
    }

    void eachServed(Consumer<LineKeys.Served> consumer) {
        each(LineKeys.allServed(), entry -> consumer.accept(LineKeys.readServed(entry.key())));
    }

    void eachLane(Consumer<LaneStanding> consumer) {
        each(LineKeys.lanes(), entry -> consumer.accept(lanes.read(entry.value())));
    }

    void putLane(LaneGroup group, LaneStanding lane) {
        store.put(LineKeys.lane(group), lanes.write(lane));
    }

    private void each(byte[] prefix, Consumer<Entry> consumer) {
        byte[] end = LineKeys.after(prefix);
        Optional<Entry> entry = store.first(prefix, end);
        while (entry.isPresent()) {
            consumer.accept(entry.get());
            entry = store.first(LineKeys.behind(entry.get().key()), end);
        }
    }
}
