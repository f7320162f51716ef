package dev.sluice.worker.kafka;

import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * What waits for the thread that owns the lanes. What comes from topics is bounded and makes its
 * reader wait. What the loop itself set going (acknowledgements, ends of calls) never waits, since
 * the producer's thread must not; there is never more of it than the loop has under way.
 */
final class Mailbox {

    /** More than readers can ask for before they notice that the worker stops. */
    private static final int READERS_MAX = 1 << 20;

    private record Letter(LoopMessage message, int permits) {}

    private final LinkedBlockingQueue<Letter> letters = new LinkedBlockingQueue<>();
    private final Semaphore room;

    /**
     * @param readMax records from topics that may wait
     */
    Mailbox(int readMax) {
        room = new Semaphore(readMax);
    }

    /** Any thread; never blocks. */
    void post(LoopMessage message) {
        letters.add(new Letter(message, 0));
    }

    /** For readers of topics: waits for room. */
    void postRead(LoopMessage message) throws InterruptedException {
        room.acquire();
        letters.add(new Letter(message, 1));
    }

    /** For the owner of the lanes: waits for at most {@code nanos}. */
    Optional<LoopMessage> take(long nanos) throws InterruptedException {
        Letter letter = letters.poll(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        if (letter == null) {
            return Optional.empty();
        }
        room.release(letter.permits());
        return Optional.of(letter.message());
    }

    /** Nobody takes any more: readers must not wait for room for ever. */
    void close() {
        room.release(READERS_MAX);
    }
}
