package dev.sluice.warehouse.connect;

import dev.sluice.warehouse.Restarts;
import dev.sluice.warehouse.Restarts.Database;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the sinks and looks after them: says what stops and why, starts it again when the database
 * is back, and gives up where trying again does not help. A thread of its own; the state is that
 * thread's.
 */
public final class SinkWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SinkWatch.class);
    private static final long LOOK_MILLIS = 1_000;

    /** While all is well the database is asked at each so manieth look only. */
    private static final int ASK_EACH = 5;

    private final ConnectWorker worker;
    private final Supplier<Optional<String>> databaseAway;
    private final InstantSource clock;
    private final Consumer<String> messages;
    private final Map<Sinks, Restarts> restarts = new EnumMap<>(Sinks.class);
    private final Map<Sinks, String> causes = new HashMap<>();
    private final List<String> givenUp = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService looking =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("sluice-sinks").factory());
    private boolean away;
    private int looks;

    private SinkWatch(
            ConnectWorker worker,
            Supplier<Optional<String>> databaseAway,
            InstantSource clock,
            Consumer<String> messages) {
        this.worker = worker;
        this.databaseAway = databaseAway;
        this.clock = clock;
        this.messages = messages;
    }

    /**
     * @param groups consumer group of each topic
     * @param databaseAway asks the database: why it does not answer, empty where it does; may take
     *     seconds
     * @param messages takes a line for people
     * @throws ConnectFailure where Connect refuses a sink
     */
    public static SinkWatch start(
            ConnectWorker worker,
            WorkerSettings settings,
            Map<String, String> groups,
            Supplier<Optional<String>> databaseAway,
            InstantSource clock,
            Consumer<String> messages) {
        SinkWatch watch = new SinkWatch(worker, databaseAway, clock, messages);
        for (Sinks sink : Sinks.values()) {
            String group = groups.getOrDefault(sink.topic(), "connect-" + sink.connector());
            worker.put(sink.connector(), settings.connector(sink, group));
            watch.restarts.put(sink, new Restarts());
        }
        var _ =
                watch.looking.scheduleWithFixedDelay(
                        watch::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        return watch;
    }

    /** Whether all sinks run now. Any thread. */
    public boolean allRun() {
        return List.of(Sinks.values()).stream()
                .allMatch(sink -> worker.state(sink.connector()) instanceof SinkState.Running);
    }

    /** Why sinks stand for good; empty while there is hope. Any thread, never blocks. */
    public List<String> failures() {
        return List.copyOf(givenUp);
    }

    @Override
    public void close() {
        looking.shutdownNow();
    }

    private void look() {
        try {
            if (looks++ % ASK_EACH != 0 && !away && allRun()) {
                return;
            }
            Database database = ask();
            for (Sinks sink : Sinks.values()) {
                look(sink, worker.state(sink.connector()), database);
            }
        } catch (RuntimeException e) {
            // One bad look must not end the looking.
            log.atWarn().setCause(e).log("cannot look after the sinks");
        }
    }

    private void look(Sinks sink, SinkState state, Database database) {
        switch (state) {
            case SinkState.Running _, SinkState.Starting _ -> causes.remove(sink);
            case SinkState.Failed(String cause) -> {
                tell(sink, cause);
                switch (restarts(sink).next(database, clock.instant())) {
                    case WAIT -> {}
                    case START -> worker.restart(sink.connector());
                    case GIVE_UP -> giveUp(sink, cause);
                }
            }
        }
    }

    private Restarts restarts(Sinks sink) {
        return restarts.computeIfAbsent(sink, _ -> new Restarts());
    }

    private void tell(Sinks sink, String cause) {
        if (!cause.equals(causes.put(sink, cause))) {
            messages.accept(
                    "the sink of %s stopped, nothing is lost: %s".formatted(sink.topic(), cause));
        }
    }

    private void giveUp(Sinks sink, String cause) {
        String why = "the sink of %s: %s".formatted(sink.topic(), cause);
        if (!givenUp.contains(why)) {
            givenUp.add(why);
        }
    }

    private Database ask() {
        Optional<String> why = databaseAway.get();
        if (why.isPresent() && !away) {
            messages.accept(why.get() + ". Waiting for it, nothing is lost");
        } else if (why.isEmpty() && away) {
            messages.accept("the warehouse answers again");
        }
        away = why.isPresent();
        return away ? Database.AWAY : Database.ANSWERS;
    }
}
