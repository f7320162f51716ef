package dev.sluice.ledger.streams;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Keys of the ledger's one store: a byte that says what it is, then the rest, in byte order. */
final class StoreKeys {

    /** LedgerHead; one. */
    private static final byte HEAD = 'h';

    /** AttemptCharge by request and attempt. */
    private static final byte ATTEMPT = 'a';

    /** Empty, by time and attempt: which charges to forget first. */
    private static final byte FORGET = 'f';

    /** LedgerEntry by its id: not in the totals yet. */
    private static final byte PENDING = 'p';

    /** SpendTotal by its key. */
    private static final byte SPEND = 's';

    private StoreKeys() {}

    static byte[] head() {
        return new byte[] {HEAD};
    }

    static byte[] attempt(String requestId, int attempt) {
        return text(ATTEMPT, requestId + "/" + attempt);
    }

    /** Sorts by time. {@code attemptKey} is from {@link #attempt}. */
    static byte[] forget(Instant seenUpTo, byte[] attemptKey) {
        return ByteBuffer.allocate(1 + Long.BYTES + attemptKey.length)
                .put(FORGET)
                .putLong(seenUpTo.toEpochMilli())
                .put(attemptKey)
                .array();
    }

    /** Where the keys of {@link #forget} from {@code time} on begin. */
    static byte[] forgetFrom(Instant time) {
        return forget(time, new byte[0]);
    }

    /** The key from {@link #attempt} in one from {@link #forget}. */
    static byte[] attemptIn(byte[] forgetKey) {
        ByteBuffer key = ByteBuffer.wrap(forgetKey);
        byte[] attemptKey = new byte[key.remaining() - 1 - Long.BYTES];
        key.get(1 + Long.BYTES, attemptKey);
        return attemptKey;
    }

    static byte[] pending(String entryId) {
        return text(PENDING, entryId);
    }

    static byte[] pendingFrom() {
        return new byte[] {PENDING};
    }

    static byte[] pendingTo() {
        return new byte[] {PENDING + 1};
    }

    static byte[] spend(String spendKey) {
        return text(SPEND, spendKey);
    }

    private static byte[] text(byte prefix, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + bytes.length).put(prefix).put(bytes).array();
    }
}
