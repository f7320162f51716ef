package dev.sluice.app.roles;

import dev.sluice.config.ActiveConfig;
import dev.sluice.config.ConfigSource;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The configuration in force as one process follows it; versions only grow. Any thread. */
public final class LiveConfig implements ConfigSource {

    /** Nothing on a stream's thread may take longer. */
    static final Duration WAIT_MAX = Duration.ofSeconds(1);

    private final Object lock = new Object();
    private volatile ActiveConfig current;

    /** The newest that was waited for: who waits in vain does it once. */
    private volatile long awaited;

    public LiveConfig(ActiveConfig first) {
        this.current = first;
        this.awaited = first.version();
    }

    @Override
    public ActiveConfig current() {
        return current;
    }

    /** What parts see from now on; an older one than the current is left out. */
    public void become(ActiveConfig next) {
        synchronized (lock) {
            if (next.version() > current.version()) {
                current = next;
                awaited = Math.max(awaited, next.version());
                lock.notifyAll();
            }
        }
    }

    @Override
    public ActiveConfig current(long version) {
        return version <= awaited ? current : await(version);
    }

    private ActiveConfig await(long version) {
        long until = System.nanoTime() + WAIT_MAX.toNanos();
        synchronized (lock) {
            long left = until - System.nanoTime();
            while (current.version() < version && left > 0) {
                try {
                    TimeUnit.NANOSECONDS.timedWait(lock, left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return current;
                }
                left = until - System.nanoTime();
            }
            awaited = Math.max(awaited, version);
            return current;
        }
    }
}
