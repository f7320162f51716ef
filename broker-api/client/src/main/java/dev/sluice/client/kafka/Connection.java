package dev.sluice.client.kafka;

import dev.sluice.schemas.http.CcompatClient;
import dev.sluice.schemas.kafka.TopicSchemaRegistry;
import dev.sluice.schemas.registry.SchemaRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * A client's Kafka clients, each opened when it is used first: who only publishes needs no right to
 * read, and the other way round. Any thread; opening holds a lock.
 */
public final class Connection implements AutoCloseable {

    /** How long opening one of them may take. */
    private static final Duration OPEN_MAX = Duration.ofSeconds(30);

    private static final Duration CLOSE = Duration.ofSeconds(5);

    /**
     * Bounds of a connection.
     *
     * @param maxInFlight requests that may wait for their results
     * @param maxBlock how long a publish blocks where Kafka is away
     */
    public record Bounds(int maxInFlight, Duration maxBlock) {}

    private final KafkaAccess access;
    private final ResultsSource source;
    private final Optional<URI> registryUrl;
    private final Bounds bounds;
    private final InstantSource clock;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private Optional<SchemaRegistry> registry = Optional.empty();
    private volatile Optional<RequestPublisher> publisher = Optional.empty();
    private volatile Optional<RequestDesk> desk = Optional.empty();
    private volatile Optional<ResultsReader> reader = Optional.empty();
    private boolean closed;

    private Connection(
            KafkaAccess access,
            ResultsSource source,
            Optional<URI> registryUrl,
            Bounds bounds,
            InstantSource clock) {
        this.access = access;
        this.source = source;
        this.registryUrl = registryUrl;
        this.bounds = bounds;
        this.clock = clock;
    }

    /**
     * Sees that there is a Kafka.
     *
     * @param registryUrl a Confluent-compatible registry; empty: the schemas in the cluster's own
     *     topic
     * @throws KafkaException where it does not answer, or does not let this client in
     */
    public static Connection open(
            KafkaAccess access,
            ResultsSource source,
            Optional<URI> registryUrl,
            Bounds bounds,
            InstantSource clock) {
        Admin admin = Admin.create(access.admin(Map.of()));
        try {
            admin.describeCluster().nodes().get(OPEN_MAX.toMillis(), TimeUnit.MILLISECONDS);
            return new Connection(access, source, registryUrl, bounds, clock);
        } catch (ExecutionException e) {
            throw new KafkaException(String.valueOf(e.getCause()), e);
        } catch (TimeoutException e) {
            throw new KafkaException("no answer within " + OPEN_MAX.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    /**
     * @throws KafkaException where the topic cannot be looked up
     * @throws IllegalStateException after {@link #close}
     */
    public RequestPublisher publisher() {
        Optional<RequestPublisher> known = publisher;
        return known.isPresent() ? known.get() : openPublisher();
    }

    private synchronized RequestPublisher openPublisher() {
        if (publisher.isEmpty()) {
            checkOpen();
            RequestPublisher fresh =
                    RequestPublisher.patient(access, OPEN_MAX, bounds.maxBlock(), clock);
            publisher = Optional.of(fresh);
        }
        return publisher.get();
    }

    /**
     * Where requests are published and awaited; its reader sees every result from now on.
     *
     * @throws KafkaException where results cannot be read
     * @throws IllegalStateException after {@link #close}
     */
    public RequestDesk desk() throws InterruptedException {
        Optional<RequestDesk> known = desk;
        RequestDesk open = known.isPresent() ? known.get() : openDesk();
        open.awaitListening(OPEN_MAX);
        return open;
    }

    private synchronized RequestDesk openDesk() {
        if (desk.isEmpty()) {
            RequestDesk fresh = new RequestDesk(publisher(), clock, bounds.maxInFlight());
            ResultsReader started =
                    ResultsReader.start(
                            access, registry(), source, ResultsReader.From.END, fresh, clock);
            opened.push(started);
            reader = Optional.of(started);
            desk = Optional.of(fresh);
        }
        return desk.get();
    }

    /**
     * @throws dev.sluice.schemas.registry.RegistryUnavailableException where there is none
     * @throws IllegalStateException after {@link #close}
     */
    public synchronized SchemaRegistry registry() {
        checkOpen();
        if (registry.isEmpty()) {
            registry = Optional.of(registryUrl.map(this::foreign).orElseGet(this::own));
        }
        return registry.get();
    }

    private SchemaRegistry foreign(URI url) {
        CcompatClient client = CcompatClient.of(url);
        opened.push(client);
        return client;
    }

    private SchemaRegistry own() {
        TopicSchemaRegistry topic =
                TopicSchemaRegistry.open(
                        access.bootstrapServers(),
                        access.properties(),
                        () -> UUID.randomUUID().toString());
        opened.push(topic);
        return topic;
    }

    /**
     * Reads results as a member of a group; whoever starts it closes it.
     *
     * @throws KafkaException where the topic of results is not there
     */
    public GroupReader read(String group, GroupReader.Listener listener) {
        return GroupReader.start(access, registry(), source, group, OPEN_MAX, listener);
    }

    /** What the newest result is that could not be read, and why. */
    public Optional<String> unreadable() {
        return reader.flatMap(ResultsReader::unreadable);
    }

    /** Requests that wait for their results. */
    public int inFlight() {
        return desk.map(RequestDesk::waiting).orElse(0);
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("closed");
        }
    }

    /** As {@link #close(Duration)}, with a few seconds. */
    @Override
    public void close() {
        close(CLOSE);
    }

    /** Gives what is open so long to end, and closes everything. */
    public void close(Duration drain) {
        synchronized (this) {
            closed = true;
        }
        long until = System.nanoTime() + drain.toNanos();
        desk.ifPresent(open -> open.close(drain));
        Duration left = Duration.ofNanos(until - System.nanoTime());
        publisher.ifPresent(open -> open.close(left.compareTo(CLOSE) > 0 ? left : CLOSE));
        synchronized (this) {
            while (!opened.isEmpty()) {
                close(opened.pop());
            }
        }
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            throw new KafkaException("did not close in order", e);
        }
    }
}
