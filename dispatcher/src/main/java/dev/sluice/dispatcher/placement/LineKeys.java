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
 *   <li>{@code q} pool, priority, needs, customer, virtual key, deadline, arrival, attempt: the
 *       waiting line; value: since when
 *   <li>{@code w} attempt: its place, and the attempt with its body, so that walking the line reads
 *       no bodies
 *   <li>{@code s} pool, priority, needs, customer, virtual key: a line as a whole
 *   <li>{@code v} pool, priority, customer: what the customer was served
 *   <li>{@code l} lane, model group: what the lane announced
 * </ul>
 *
 * <p>{@code p a b d} were used by an earlier release: {@link FormerLine}.
 */
final class LineKeys {

    private LineKeys() {}

    static byte[] place(Place place) {
        KeyWriter key = line('q', place.line());
        key.number(place.deadlineMillis()).number(place.arrival());
        return attempt(key, place.attempt()).bytes();
    }

    /** What all places of a line begin with. */
    static byte[] places(LineId line) {
        return line('q', line).bytes();
    }

    /** Before all places of a line with this deadline or a later one. */
    static byte[] placesFrom(LineId line, long deadlineMillis) {
        return line('q', line).number(deadlineMillis).bytes();
    }

    static byte[] line(LineId line) {
        return line('s', line).bytes();
    }

    static byte[] lines() {
        return new KeyWriter('s').bytes();
    }

    static byte[] waiting(AttemptId attempt) {
        return attempt(new KeyWriter('w'), attempt).bytes();
    }

    /** What the keys of all attempts of a request begin with. */
    static byte[] attemptsOf(String requestId) {
        return new KeyWriter('w').text(requestId).bytes();
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
        Rank rank = readRank(in);
        Needs needs = readNeeds(in);
        LineId line = new LineId(rank, needs, readText(in), readText(in));
        return new Place(line, in.getLong(), in.getLong(), readAttempt(in));
    }

    static Served readServed(byte[] key) {
        ByteBuffer in = ByteBuffer.wrap(key, 1, key.length - 1);
        return new Served(readRank(in), readText(in));
    }

    /** Whose served tokens a key is about. */
    record Served(Rank rank, String customer) {}

    private static KeyWriter line(char prefix, LineId line) {
        Needs needs = line.needs();
        KeyWriter key = rank(new KeyWriter(prefix), line.rank()).text(needs.model());
        key.text(needs.call().name()).number(needs.excluded().size());
        needs.excluded().forEach(key::text);
        return key.text(line.customer()).text(line.virtualKey());
    }

    private static KeyWriter rank(KeyWriter key, Rank rank) {
        return key.text(rank.pool()).text(rank.priority().name());
    }

    private static KeyWriter attempt(KeyWriter key, AttemptId attempt) {
        return key.text(attempt.requestId()).number(attempt.number());
    }

    static Rank readRank(ByteBuffer in) {
        return new Rank(readText(in), Priority.valueOf(readText(in)));
    }

    private static Needs readNeeds(ByteBuffer in) {
        String model = readText(in);
        Needs.Call call = Needs.Call.valueOf(readText(in));
        return new Needs(model, readExcluded(in), call);
    }

    static List<String> readExcluded(ByteBuffer in) {
        long count = in.getLong();
        List<String> excluded = new ArrayList<>();
        for (long n = 0; n < count; n++) {
            excluded.add(readText(in));
        }
        return excluded;
    }

    static AttemptId readAttempt(ByteBuffer in) {
        return new AttemptId(readText(in), Math.toIntExact(in.getLong()));
    }

    static String readText(ByteBuffer in) {
        byte[] utf8 = new byte[in.getInt()];
        in.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
