package dev.sluice.warehouse.connect;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.connect.cli.ConnectStandalone;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.NotFoundException;
import org.apache.kafka.connect.runtime.Connect;
import org.apache.kafka.connect.runtime.Herder;
import org.apache.kafka.connect.runtime.RestartRequest;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorStateInfo;
import org.apache.kafka.connect.runtime.standalone.StandaloneHerder;
import org.apache.kafka.connect.util.FutureCallback;

/** A Kafka Connect worker in this process. Started and closed by one thread; the rest from any. */
public final class ConnectWorker implements AutoCloseable {

    private static final long ANSWER_SECONDS_MAX = 60;

    private final Connect<StandaloneHerder> connect;

    private ConnectWorker(Connect<StandaloneHerder> connect) {
        this.connect = connect;
    }

    /**
     * Starts it, without sinks yet.
     *
     * @throws ConnectFailure where it does not start, as where its port is taken
     */
    public static ConnectWorker start(WorkerSettings settings) {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        // Connect would stop by itself on SIGTERM, beside its database; it is closed in order
        // instead.
        Exit.setShutdownHookAdder((_, _) -> {});
        try {
            return new ConnectWorker(new ConnectStandalone().startConnect(settings.worker()));
        } catch (ConnectException e) {
            throw new ConnectFailure(
                    "Kafka Connect does not start with its REST interface at %s:%d: %s. The port may be taken: choose another (--port)"
                            .formatted(settings.host(), settings.port(), innermost(e)),
                    e);
        } finally {
            Exit.resetShutdownHookAdder();
            // Connect leaves its plugins' loader behind.
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** Of the REST interface. */
    public URI url() {
        return connect.rest().advertisedUrl();
    }

    /**
     * @throws ConnectFailure where Connect refuses the configuration
     */
    void put(String connector, Map<String, String> config) {
        FutureCallback<Herder.Created<org.apache.kafka.connect.runtime.rest.entities.ConnectorInfo>>
                done = new FutureCallback<>();
        connect.herder().putConnectorConfig(connector, config, true, done);
        await("take the connector " + connector, done);
    }

    /** Starts the connector and those of its tasks that stand. */
    void restart(String connector) {
        FutureCallback<ConnectorStateInfo> done = new FutureCallback<>();
        connect.herder().restartConnectorAndTasks(new RestartRequest(connector, true, true), done);
        await("start the connector " + connector, done);
    }

    SinkState state(String connector) {
        try {
            ConnectorStateInfo status = connect.herder().connectorStatus(connector);
            return state(status);
        } catch (NotFoundException e) {
            return new SinkState.Starting();
        }
    }

    private static SinkState state(ConnectorStateInfo status) {
        Optional<String> failure =
                failed(status.connector().state(), status.connector().trace())
                        .or(() ->
                                status.tasks().stream()
                                        .flatMap(
                                                task -> failed(task.state(), task.trace()).stream())
                                        .findFirst());
        if (failure.isPresent()) {
            return new SinkState.Failed(RootCause.of(failure.get()));
        }
        List<ConnectorStateInfo.TaskState> tasks = status.tasks();
        boolean running =
                !tasks.isEmpty()
                        && tasks.stream().allMatch(task -> task.state().equals("RUNNING"))
                        && status.connector().state().equals("RUNNING");
        return running ? new SinkState.Running() : new SinkState.Starting();
    }

    private static Optional<String> failed(
            String state, @org.jspecify.annotations.Nullable String trace) {
        return state.equals("FAILED")
                ? Optional.of(Optional.ofNullable(trace).orElse("no reason given"))
                : Optional.empty();
    }

    @Override
    public void close() {
        connect.stop();
        connect.awaitStop();
    }

    private static <T> void await(String what, FutureCallback<T> done) {
        try {
            done.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new ConnectFailure("Kafka Connect does not " + what + ": " + innermost(e), e);
        } catch (TimeoutException e) {
            throw new ConnectFailure(
                    "Kafka Connect does not %s within %d s".formatted(what, ANSWER_SECONDS_MAX), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectFailure("interrupted while waiting for Kafka Connect", e);
        }
    }

    private static String innermost(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return Optional.ofNullable(innermost.getMessage()).orElseGet(innermost::toString);
    }
}
