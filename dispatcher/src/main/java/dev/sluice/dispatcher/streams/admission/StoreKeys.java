package dev.sluice.dispatcher.streams.admission;

import dev.sluice.dispatcher.admission.request.AnswerKey;
import dev.sluice.dispatcher.admission.request.AnswerKey.Bond;
import dev.sluice.dispatcher.admission.request.PinScope;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * Keys of the one store. The first byte says what stands under it, so that a kind can be scanned by
 * itself; numbers are big-endian, so that they sort. Ids come from the configuration or are made
 * here and have no zero byte; what an agent may choose stands last.
 */
final class StoreKeys {

    static final byte OFFSET = 'o';
    static final byte REQUEST = 'r';
    static final byte BODY = 'b';
    static final byte QUEUE = 'k';
    static final byte ENTRY = 'p';
    static final byte LIMIT = 'l';
    static final byte CLAIM = 'i';
    static final byte ANSWER = 'a';
    static final byte DUE = 't';

    /** Before all keys of that kind. */
    static final byte[] DUE_FIRST = {DUE};

    /** Behind all keys of that kind. */
    static final byte[] DUE_END = {DUE + 1};

    static final byte PIN = 'w';
    static final byte CANCEL = 'x';
    static final byte CACHE = 'c';
    static final byte SHARED_BODY = 's';
    static final byte AGE = 'e';
    static final byte TOTAL = 'n';

    /** A key of idempotency stands behind customer and team. */
    private static final int IDS_OF_ANSWER = 2;

    private static final byte END_OF_ID = 0;

    private StoreKeys() {}

    static byte[] offset(String generation, String topic, int partition) {
        byte[] name = bytes(generation + "/" + topic);
        return ByteBuffer.allocate(1 + Integer.BYTES + name.length)
                .put(OFFSET)
                .putInt(partition)
                .put(name)
                .array();
    }

    static byte[] request(String requestId) {
        return prefixed(REQUEST, requestId);
    }

    static byte[] body(String requestId) {
        return prefixed(BODY, requestId);
    }

    static byte[] queue(String virtualKey) {
        return prefixed(QUEUE, virtualKey);
    }

    static byte[] limit(String path) {
        return prefixed(LIMIT, path);
    }

    static byte[] entry(String virtualKey, long position) {
        byte[] id = bytes(virtualKey);
        return ByteBuffer.allocate(2 + id.length + Long.BYTES)
                .put(ENTRY)
                .put(id)
                .put(END_OF_ID)
                .putLong(position)
                .array();
    }

    static long position(byte[] entryKey) {
        return ByteBuffer.wrap(entryKey, entryKey.length - Long.BYTES, Long.BYTES).getLong();
    }

    static byte[] claim(AnswerKey key) {
        return scoped(kind(key.bond()), key);
    }

    static byte[] answer(AnswerKey key) {
        return scoped(ANSWER, key);
    }

    static byte[] sharedBody(AnswerKey key) {
        return scoped(SHARED_BODY, key);
    }

    /** What {@link #claim} was made of. */
    static AnswerKey answerKey(byte[] claim) {
        String[] owner = owner(claim, IDS_OF_ANSWER).substring(1).split("\0", -1);
        return new AnswerKey(
                claim[0] == CACHE ? Bond.CACHE : Bond.IDEMPOTENCY,
                owner[0],
                owner[1],
                lastId(claim, IDS_OF_ANSWER));
    }

    static byte[] total(Bond bond) {
        return new byte[] {TOTAL, kind(bond)};
    }

    /** An answer of that age. */
    static byte[] age(AnswerKey key, Instant at) {
        byte[] claim = claim(key);
        return ByteBuffer.allocate(2 + Long.BYTES + claim.length)
                .put(AGE)
                .put(kind(key.bond()))
                .putLong(at.toEpochMilli())
                .put(claim)
                .array();
    }

    /** Before all ages of that kind. */
    static byte[] ageFrom(Bond bond) {
        return new byte[] {AGE, kind(bond)};
    }

    /** Behind all ages of that kind. */
    static byte[] ageEnd(Bond bond) {
        return new byte[] {AGE, (byte) (kind(bond) + 1)};
    }

    static long ageMillis(byte[] ageKey) {
        return ByteBuffer.wrap(ageKey, 2, Long.BYTES).getLong();
    }

    static byte[] agedClaim(byte[] ageKey) {
        return Arrays.copyOfRange(ageKey, 2 + Long.BYTES, ageKey.length);
    }

    private static byte kind(Bond bond) {
        return switch (bond) {
            case IDEMPOTENCY -> CLAIM;
            case CACHE -> CACHE;
        };
    }

    static byte[] pin(PinScope scope) {
        return inTeam(PIN, scope.customer(), scope.team(), scope.workflow());
    }

    static byte[] cancel(String customer, String requestId) {
        byte[] owner = bytes(customer);
        byte[] id = bytes(requestId);
        return ByteBuffer.allocate(2 + owner.length + id.length)
                .put(CANCEL)
                .put(owner)
                .put(END_OF_ID)
                .put(id)
                .array();
    }

    /**
     * What stands in front of the last id of a key: who has it.
     *
     * @param ids how many stand in front
     */
    static String owner(byte[] key, int ids) {
        int end = 0;
        for (int left = ids; left > 0; left--) {
            do {
                end++;
            } while (key[end] != END_OF_ID);
        }
        return new String(key, 0, end, StandardCharsets.UTF_8);
    }

    /** The last id of a key with so many in front. */
    static String lastId(byte[] key, int ids) {
        int start = bytes(owner(key, ids)).length + 1;
        return new String(key, start, key.length - start, StandardCharsets.UTF_8);
    }

    /** When to look at what stands under {@code subject}. */
    static byte[] due(Instant at, byte[] subject) {
        return ByteBuffer.allocate(1 + Long.BYTES + subject.length)
                .put(DUE)
                .putLong(at.toEpochMilli())
                .put(subject)
                .array();
    }

    /** Before all that is due at {@code at}. */
    static byte[] dueFrom(long millis) {
        return ByteBuffer.allocate(1 + Long.BYTES).put(DUE).putLong(millis).array();
    }

    static long dueMillis(byte[] dueKey) {
        return ByteBuffer.wrap(dueKey, 1, Long.BYTES).getLong();
    }

    /** The key in the store of what is due. */
    static byte[] subject(byte[] dueKey) {
        byte[] subject = new byte[dueKey.length - 1 - Long.BYTES];
        System.arraycopy(dueKey, 1 + Long.BYTES, subject, 0, subject.length);
        return subject;
    }

    /** The text behind the first byte. */
    static String text(byte[] key) {
        return new String(key, 1, key.length - 1, StandardCharsets.UTF_8);
    }

    private static byte[] scoped(byte kind, AnswerKey key) {
        return inTeam(kind, key.customer(), key.team(), key.key());
    }

    private static byte[] inTeam(byte kind, String customerId, String teamId, String last) {
        byte[] customer = bytes(customerId);
        byte[] team = bytes(teamId);
        byte[] key = bytes(last);
        return ByteBuffer.allocate(3 + customer.length + team.length + key.length)
                .put(kind)
                .put(customer)
                .put(END_OF_ID)
                .put(team)
                .put(END_OF_ID)
                .put(key)
                .array();
    }

    private static byte[] prefixed(byte kind, String text) {
        byte[] bytes = bytes(text);
        return ByteBuffer.allocate(1 + bytes.length).put(kind).put(bytes).array();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
