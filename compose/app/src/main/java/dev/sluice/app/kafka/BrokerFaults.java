package dev.sluice.app.kafka;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import kafka.server.FaultHandlerFactory;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.server.fault.FaultHandler;
import org.apache.kafka.server.fault.FaultHandlerException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the first fatal fault. A stand-alone broker halts its process on one; this one shares the
 * process with everything else, so it says so and leaves the end to whoever started it. Any thread.
 */
final class BrokerFaults implements FaultHandlerFactory {

    private static final Logger log = LoggerFactory.getLogger(BrokerFaults.class);

    private final AtomicReference<@Nullable String> first = new AtomicReference<>();

    Optional<String> fatal() {
        return Optional.ofNullable(first.get());
    }

    /**
     * Some faults (a log folder that cannot be written) end in {@link Exit}, which is one for the
     * process: they count as those of the broker that was started last.
     */
    void replaceExit() {
        Exit.setExitProcedure((status, message) -> stopThread("exit", message));
        Exit.setHaltProcedure((status, message) -> stopThread("halt", message));
    }

    @Override
    public FaultHandler build(String name, boolean fatal, Runnable action) {
        return (message, cause) -> {
            String what = name + ": " + message + (cause == null ? "" : ": " + cause);
            log.atError().setCause(cause).addKeyValue("fault", what).log("broker fault");
            if (fatal) {
                first.compareAndSet(null, what);
            }
            action.run();
            return new FaultHandlerException(what, cause);
        };
    }

    private void stopThread(String how, @Nullable String message) {
        String what = how + (message == null ? "" : ": " + message) + ", see the log before this";
        first.compareAndSet(null, what);
        log.atError().addKeyValue("fault", what).log("broker gave up");
        throw new IllegalStateException("the embedded Kafka gave up: " + what);
    }
}
