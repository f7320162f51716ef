package dev.sluice.dispatcher.placement;

import dev.sluice.schemas.id.AttemptId;
import dev.sluice.schemas.record.Priority;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Keys of placement's one store, by their first byte:
 *
 * <ul>
 *   <li>{@code p} pool, priority, needs, customer, deadline, arrival, attempt: the waiting line; no
 *       value
 *   <li>{@code a} attempt: its place
 *   <li>{@code b} attempt: the attempt with its body, so that walking the line reads no bodies
 *   <li>{@code d} deadline, attempt: the time index; no value
 *   <li>{@code v} pool, priority, customer: what the customer was served
 *   <li>{@code l} lane, model group: what the lane announced
 * </ul>
 */
final class LineKeys {

    private LineKeys() {}

    static byte[] place(Place place) {
        KeyWriter key = writeLine(place.line());
        key.number(place.deadlineMillis()).number(place.arrival());
        return attempt(key, place.attempt()).bytes();
    }

    /** What all places of a line begin with. */
    static byte[] line(LineId line) {
        return writeLine(line).bytes();
    }

    static byte[] lines() {
        return new KeyWriter('p').bytes();
    }

    static byte[] standing(AttemptId attempt) {
        return attempt(new KeyWriter('a'), attempt).bytes();
    }

    static byte[] body(AttemptId attempt) {
        return attempt(new KeyWriter('b'), attempt).bytes();
    }

    static byte[] deadline(Place place) {
        KeyWriter key = new KeyWriter('d').number(place.deadlineMillis());
        return attempt(key, place.attempt()).bytes();
    }

    static byte[] deadlinesFrom(long millis) {
        return new KeyWriter('d').number(millis).bytes();
    }

    static byte[] deadlinesEnd() {
        return after(new KeyWriter('d').bytes());
    }

    static byte[] served(Rank rank, String customer) {
        return rank(new KeyWriter('v'), rank).text(customer).bytes();
    }

    static byte[] allServed() {
        return new KeyWriter('v').bytes();
    }

    static byte[] lane(LaneGroup group) {
        return new KeyWriter('l').text(group.lane()).text(group.modelGroup()).bytes();
    }

    static byte[] lanes() {
        return new KeyWriter('l').bytes();
    }

    /** The first key after all that begin with {@code prefix}. */
    static byte[] after(byte[] prefix) {
        int length = prefix.length;
        while (prefix[length - 1] == (byte) 0xFF) {
            length--; // never runs out: every key begins with a letter
        }
        byte[] next = Arrays.copyOf(prefix, length);
        next[length - 1]++;
        return next;
    }

    /** The next possible key. */
    static byte[] behind(byte[] key) {
        return Arrays.copyOf(key, key.length + 1);
    }

    static Place readPlace(byte[] key) {
        ByteBuffer in = ByteBuffer.wrap(key, 1, key.length - 1);
        LineId line = new LineId(readRank(in), readNeeds(in), readText(in));
        return new Place(line, in.getLong(), in.getLong(), readAttempt(in));
    }

    static AttemptId readDeadline(byte[] key) {
        return readAttempt(ByteBuffer.wrap(key, 1 + Long.BYTES, key.length - 1 - Long.BYTES));
    }

    static Served readServed(byte[] key) {
        ByteBuffer in = ByteBuffer.wrap(key, 1, key.length - 1);
        return new Served(readRank(in), readText(in));
    }

    /** Whose served tokens a key is about. */
    record Served(Rank rank, String customer) {}

    private static KeyWriter writeLine(LineId line) {
        KeyWriter key = rank(new KeyWriter('p'), line.rank()).text(line.needs().model());
        key.number(line.needs().excluded().size());
        line.needs().excluded().forEach(key::text);
        return key.text(line.customer());
    }

    private static KeyWriter rank(KeyWriter key, Rank rank) {
        return key.text(rank.pool()).text(rank.priority().name());
    }

    private static KeyWriter attempt(KeyWriter key, AttemptId attempt) {
        return key.text(attempt.requestId()).number(attempt.number());
    }

    private static Rank readRank(ByteBuffer in) {
        return new Rank(readText(in), Priority.valueOf(readText(in)));
    }

    private static Needs readNeeds(ByteBuffer in) {
        String model = readText(in);
        long count = in.getLong();
        List<String> excluded = new ArrayList<>();
        for (long n = 0; n < count; n++) {
            excluded.add(readText(in));
        }
        return new Needs(model, excluded);
    }

    private static AttemptId readAttempt(ByteBuffer in) {
        return new AttemptId(readText(in), Math.toIntExact(in.getLong()));
    }

    private static String readText(ByteBuffer in) {
        byte[] utf8 = new byte[in.getInt()];
        in.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
