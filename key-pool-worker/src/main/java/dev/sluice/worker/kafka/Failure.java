package dev.sluice.worker.kafka;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Why the worker cannot go on; the first reason stays. Any thread. */
final class Failure {

    private static final Logger LOG = LoggerFactory.getLogger(Failure.class);

    private final AtomicReference<String> reason = new AtomicReference<>("");

    void report(String where, Throwable cause) {
        LOG.atError().setCause(cause).addKeyValue("thread", where).log("the worker cannot go on");
        reason.compareAndSet("", where + ": " + cause);
    }

    Optional<String> reason() {
        return Optional.of(reason.get()).filter(text -> !text.isEmpty());
    }

    boolean happened() {
        return !reason.get().isEmpty();
    }
}
