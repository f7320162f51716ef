package dev.sluice.door.http;

import dev.sluice.client.kafka.RequestDesk;
import dev.sluice.client.kafka.RequestPublisher;
import dev.sluice.client.kafka.ResultsReader;
import dev.sluice.config.ConfigSource;
import dev.sluice.schemas.kafka.Role;
import dev.sluice.schemas.kafka.RoleSettings;
import dev.sluice.schemas.registry.SchemaRegistry;
import io.helidon.webserver.WebServer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** The HTTP door: {@code sluice run http}. */
public final class DoorRole implements Role {

    /** Requests that may wait for their results at the same time; one more is turned away. */
    static final int WAITING_MAX = 10_000;

    /** How long those who wait may still get their results when the door closes. */
    static final Duration DRAIN = Duration.ofSeconds(5);

    private final RequestPublisher publisher;
    private final RequestDesk desk;
    private final ResultsReader reader;
    private final WebServer server;
    private final int port;
    private final Duration drain;
    private volatile boolean closing;

    /**
     * @param connect starts the reader that gives its results to a listener
     * @param others whether the roles beside the door serve
     */
    DoorRole(
            ConfigSource config,
            InstantSource clock,
            RequestPublisher publisher,
            Function<ResultsReader.Listener, ResultsReader> connect,
            Bounds bounds,
            Supplier<Readiness> others) {
        this.publisher = publisher;
        this.desk = new RequestDesk(publisher, clock, bounds.waitingMax());
        this.reader = connect.apply(desk);
        this.drain = bounds.drain();
        CurrentPolicy policy = new CurrentPolicy(config);
        AskEndpoint ask = new AskEndpoint(policy, desk, reader::positioned, clock);
        this.server =
                open(
                        bounds.at(),
                        new KeyedHandler(policy, ask, clock),
                        new KeyedHandler(
                                policy,
                                (caller, _, response) ->
                                        Replies.send(response, policy.get().models(caller.entry())),
                                clock),
                        new KeyedHandler(policy, new CancelEndpoint(publisher), clock),
                        new HealthEndpoints(() -> own().and(others.get())));
        this.port = server.port();
    }

    /**
     * How much and where.
     *
     * @param at its port 0: any free one
     * @param drain how long those who wait may still get their results when the door closes
     */
    record Bounds(InetSocketAddress at, int waitingMax, Duration drain) {}

    /**
     * Opens the door. It answers {@code /healthz} at once and takes requests as soon as it sees new
     * results.
     *
     * @param at where to listen; port 0: any free one
     * @param others whether the roles beside the door serve, for {@code /readyz}; any thread
     * @throws IllegalStateException where the port is taken, or the address is not this host's
     */
    public static DoorRole start(
            RoleSettings settings,
            ConfigSource config,
            SchemaRegistry registry,
            InstantSource clock,
            InetSocketAddress at,
            Supplier<Readiness> others) {
        String kafka = settings.bootstrapServers();
        RequestPublisher publisher =
                RequestPublisher.open(
                        kafka, settings.requestsTopicId(), settings.stagePartitions(), clock);
        return new DoorRole(
                config,
                clock,
                publisher,
                desk -> ResultsReader.start(kafka, registry, ResultsReader.From.END, desk, clock),
                new Bounds(at, WAITING_MAX, DRAIN),
                others);
    }

    private WebServer open(
            InetSocketAddress at,
            KeyedHandler ask,
            KeyedHandler models,
            KeyedHandler cancel,
            HealthEndpoints health) {
        WebServer opened = DoorServer.start(at, ask, models, cancel, health);
        // Helidon logs why it could not listen, and does not throw.
        if (!opened.isRunning()) {
            reader.close();
            publisher.close();
            throw new IllegalStateException(
                    "cannot listen on port %d of %s: is it taken?"
                            .formatted(at.getPort(), at.getHostString()));
        }
        return opened;
    }

    @Override
    public String name() {
        return "http";
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /** Requests whose clients wait for an answer. */
    int waiting() {
        return desk.waiting();
    }

    @Override
    public boolean ready() {
        return own().ready();
    }

    @Override
    public Optional<String> failure() {
        return reader.failure();
    }

    private Readiness own() {
        Map<String, String> waitingFor = new TreeMap<>();
        if (closing) {
            waitingFor.put("door", "it is closing");
        }
        if (!reader.ready()) {
            waitingFor.put("door results", reader.failure().orElse("not read from kafka yet"));
        }
        publisher.trouble().ifPresent(reason -> waitingFor.put("door requests", reason));
        return new Readiness(waitingFor);
    }

    /**
     * Turns new requests away, gives those who wait a few seconds for their results, answers the
     * rest with 503, and stops listening.
     */
    @Override
    public void close() {
        closing = true;
        desk.close(drain);
        server.stop();
        reader.close();
        publisher.close();
    }
}
