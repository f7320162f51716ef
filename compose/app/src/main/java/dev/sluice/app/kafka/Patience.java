package dev.sluice.app.kafka;

import dev.sluice.schemas.registry.RegistryUnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries again what fails while a cluster is still coming up: brokers, topics and registry that are
 * not there yet. What waiting does not heal fails at once. Its time runs from when it was made. One
 * thread.
 */
public final class Patience {

    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final long start = System.nanoTime();
    private final Duration max;
    private final Duration pause;

    private Patience(Duration max, Duration pause) {
        this.max = max;
        this.pause = pause;
    }

    /**
     * @param max no try is begun after this; one that is under way may take some 20 s more. Zero:
     *     one try
     */
    public static Patience upTo(Duration max) {
        return new Patience(max, PAUSE);
    }

    static Patience of(Duration max, Duration pause) {
        return new Patience(max, pause);
    }

    /** What {@code task} returns, or its last failure. */
    public <T> T untilItWorks(Supplier<T> task) {
        while (true) {
            try {
                return task.get();
            } catch (RuntimeException e) {
                if (!mayPass(e) || isOver()) {
                    throw e;
                }
                LOG.atInfo().addKeyValue("reason", e.getMessage()).log("not there yet, waiting");
                LockSupport.parkNanos(pause.toNanos());
            }
        }
    }

    public void untilItRuns(Runnable task) {
        untilItWorks(() -> {
            task.run();
            return task;
        });
    }

    private boolean isOver() {
        return Thread.currentThread().isInterrupted() || System.nanoTime() - start >= max.toNanos();
    }

    static boolean mayPass(Throwable failure) {
        return switch (failure) {
            case TopicsException topics -> topics.mayPass();
            case RegistryUnavailableException _, RetriableException _ -> true;
            case ConfigException wrong ->
                    // The name of a container that does not run yet.
                    Optional.ofNullable(wrong.getMessage())
                            .filter(message -> message.contains("resolvable"))
                            .isPresent();
            default ->
                    Optional.ofNullable(failure.getCause()).filter(Patience::mayPass).isPresent();
        };
    }
}
