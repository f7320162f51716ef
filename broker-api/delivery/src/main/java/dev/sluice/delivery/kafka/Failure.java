package dev.sluice.delivery.kafka;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Why delivery as a whole cannot go on; the first reason stays. Any thread. */
final class Failure {

    private static final Logger LOG = LoggerFactory.getLogger(Failure.class);

    private final AtomicReference<Optional<String>> reason =
            new AtomicReference<>(Optional.empty());

    void report(String where, Throwable cause) {
        LOG.atError().setCause(cause).addKeyValue("thread", where).log("delivery cannot go on");
        reason.compareAndSet(Optional.empty(), Optional.of(where + ": " + cause));
    }

    Optional<String> reason() {
        return reason.get();
    }
}
