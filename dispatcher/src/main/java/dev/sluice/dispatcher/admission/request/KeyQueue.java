package dev.sluice.dispatcher.admission.request;

import dev.sluice.dispatcher.admission.quota.LimitPath;
import java.time.Instant;
import java.util.Optional;

/**
 * The requests of one virtual key that wait for their limits, in order. Only the first one is ever
 * tried, so what it waits for is what all wait for. There is none with no requests.
 *
 * @param first no request stands before this position
 * @param next position of the next one
 * @param size how many there are: positions in between may be empty
 */
public record KeyQueue(String virtualKey, long first, long next, int size, Wait waitsFor) {

    /**
     * What the first one waits for.
     *
     * @param ticket order among the keys that wait at this limit: lower ones first
     * @param until when it fits if nothing is released before; empty where only a release, or those
     *     before it in line, can help
     */
    public record Wait(LimitPath path, long ticket, Optional<Instant> until) {}

    public static KeyQueue of(String virtualKey, Wait wait) {
        return new KeyQueue(virtualKey, 0, 0, 0, wait);
    }

    /** With one more at the end. */
    public KeyQueue appended() {
        return new KeyQueue(virtualKey, first, next + 1, size + 1, waitsFor);
    }

    /** With one less, from anywhere. */
    public KeyQueue removed() {
        return new KeyQueue(virtualKey, first, next, size - 1, waitsFor);
    }

    /** With the one at this position, the first, taken out. */
    public KeyQueue advancedPast(long position, Wait then) {
        return new KeyQueue(virtualKey, position + 1, next, size - 1, then);
    }

    public KeyQueue waiting(Wait then) {
        return new KeyQueue(virtualKey, first, next, size, then);
    }
}
