package dev.sluice.app.kafka;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Looks again and again at something outside this process that tells nobody when it changes. */
public final class Await {

    private Await() {}

    /** What {@code look} found, or empty when it found nothing within {@code max}. */
    public static <T> Optional<T> until(Duration max, Duration pause, Supplier<Optional<T>> look) {
        long start = System.nanoTime();
        while (true) {
            Optional<T> found = look.get();
            if (found.isPresent() || System.nanoTime() - start >= max.toNanos()) {
                return found;
            }
            LockSupport.parkNanos(pause.toNanos());
        }
    }
}
