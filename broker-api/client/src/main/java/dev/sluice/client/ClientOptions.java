package dev.sluice.client;

import dev.sluice.client.kafka.KafkaAccess;
import dev.sluice.client.kafka.ResultsSource;
import dev.sluice.client.wire.OutgoingCancel;
import dev.sluice.client.wire.OutgoingRequest;
import dev.sluice.client.wire.Signer;
import dev.sluice.schemas.id.RequestId;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How a client connects, and its bounds. Immutable: each method that sets something returns other
 * options.
 */
public final class ClientOptions {

    /**
     * How much and how long.
     *
     * @param maxInFlight asks without an answer
     * @param maxBlock how long a call may block: for room, for Kafka
     * @param deadline of an ask whose request has none
     * @param grace how long after the deadline a result is waited for
     * @param drain how long closing waits for what is open
     */
    record Bounds(
            int maxInFlight, Duration maxBlock, Duration deadline, Duration grace, Duration drain) {
        private static final Bounds DEFAULT =
                new Bounds(
                        1_000,
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(30));

        Bounds {
            if (maxInFlight < 1) {
                throw new IllegalArgumentException("max in flight is at least 1");
            }
            for (Duration each : new Duration[] {maxBlock, deadline, grace, drain}) {
                if (each.isNegative()) {
                    throw new IllegalArgumentException("a length of time is not negative: " + each);
                }
            }
        }
    }

    private final KafkaAccess access;
    private final Signer signer;
    private final ResultsSource source;
    private final Optional<URI> registry;
    private final Bounds bounds;

    private ClientOptions(
            KafkaAccess access,
            Signer signer,
            ResultsSource source,
            Optional<URI> registry,
            Bounds bounds) {
        this.access = access;
        this.signer = signer;
        this.source = source;
        this.registry = registry;
        this.bounds = bounds;
    }

    /**
     * @param bootstrapServers {@code HOST:PORT}, several with commas
     * @param virtualKey id of the virtual key that pays; its secret never travels
     * @throws IllegalArgumentException where one of them is blank
     */
    public static ClientOptions of(String bootstrapServers, String virtualKey) {
        if (virtualKey.isBlank()) {
            throw new IllegalArgumentException("a virtual key has an id, without vk_ and secret");
        }
        return new ClientOptions(
                KafkaAccess.plain(bootstrapServers),
                Signer.none(virtualKey),
                ResultsSource.all(),
                Optional.empty(),
                Bounds.DEFAULT);
    }

    /**
     * The virtual key's secret: requests and cancels are signed with what is derived from it, as a
     * door with {@code kafka_door.auth: signed} wants them. The secret itself is not kept, and
     * never travels.
     *
     * @param secret alone, or the whole {@code vk_<id>_<secret>}
     * @throws IllegalArgumentException where it is blank, or of another virtual key
     */
    public ClientOptions secret(String secret) {
        return new ClientOptions(access, Signer.of(virtualKey(), secret), source, registry, bounds);
    }

    /**
     * The customer of the virtual key. Requests then go to its partition at once, only that
     * partition of {@code inference.results} is read, and {@code results(…)} leaves out those of
     * others. A wrong one finds no results.
     */
    public ClientOptions customer(String id) {
        return from(new ResultsSource(source.topic(), Optional.of(id)));
    }

    /**
     * A customer's own topic of results in Avro, as the delivery role fills it; {@code
     * inference.results} unless set.
     */
    public ClientOptions resultsTopic(String topic) {
        return from(new ResultsSource(topic, source.customer()));
    }

    /**
     * A registry with Confluent's REST interface; unless set, the schemas in the cluster's own
     * topic {@code sluice.schemas}.
     */
    public ClientOptions registry(URI url) {
        return new ClientOptions(access, signer, source, Optional.of(url), bounds);
    }

    /**
     * Settings that every Kafka client gets, by Kafka's names: {@code security.protocol}, {@code
     * sasl.…}, {@code ssl.…}, {@code client.rack}.
     *
     * @throws IllegalArgumentException where one is set by the client itself
     */
    public ClientOptions kafka(Map<String, String> properties) {
        return new ClientOptions(
                new KafkaAccess(access.bootstrapServers(), properties),
                signer,
                source,
                registry,
                bounds);
    }

    /** Asks without an answer; one more blocks. 1,000 unless set. */
    public ClientOptions maxInFlight(int asks) {
        return within(
                new Bounds(
                        asks,
                        bounds.maxBlock(),
                        bounds.deadline(),
                        bounds.grace(),
                        bounds.drain()));
    }

    /** How long a call may block for room, and for Kafka. A minute unless set. */
    public ClientOptions maxBlock(Duration length) {
        return within(
                new Bounds(
                        bounds.maxInFlight(),
                        length,
                        bounds.deadline(),
                        bounds.grace(),
                        bounds.drain()));
    }

    /**
     * Deadline of an ask whose request has none; 10 minutes unless set. A request that is only
     * published has the deadline of Sluice's configuration then.
     */
    public ClientOptions deadline(Duration length) {
        return within(
                new Bounds(
                        bounds.maxInFlight(),
                        bounds.maxBlock(),
                        length,
                        bounds.grace(),
                        bounds.drain()));
    }

    /**
     * How long after the deadline a result is waited for. Sluice answers within 5 s after it, or
     * after the customer's partition has an owner again. 30 seconds unless set.
     */
    public ClientOptions grace(Duration length) {
        return within(
                new Bounds(
                        bounds.maxInFlight(),
                        bounds.maxBlock(),
                        bounds.deadline(),
                        length,
                        bounds.drain()));
    }

    /** How long closing waits for answers that are open. 30 seconds unless set. */
    public ClientOptions drain(Duration length) {
        return within(
                new Bounds(
                        bounds.maxInFlight(),
                        bounds.maxBlock(),
                        bounds.deadline(),
                        bounds.grace(),
                        length));
    }

    KafkaAccess access() {
        return access;
    }

    ResultsSource source() {
        return source;
    }

    Optional<URI> registry() {
        return registry;
    }

    Bounds bounds() {
        return bounds;
    }

    String virtualKey() {
        return signer.virtualKey();
    }

    OutgoingRequest outgoing(Request request) {
        return signer.sign(request.outgoing(virtualKey(), source.customer()));
    }

    OutgoingCancel outgoing(RequestId request, String reason) {
        return signer.sign(
                new OutgoingCancel(
                        request,
                        source.customer(),
                        virtualKey(),
                        Optional.of(reason).filter(text -> !text.isBlank())));
    }

    private ClientOptions from(ResultsSource another) {
        return new ClientOptions(access, signer, another, registry, bounds);
    }

    private ClientOptions within(Bounds others) {
        return new ClientOptions(access, signer, source, registry, others);
    }

    /** Without the properties, which may have passwords. */
    @Override
    public String toString() {
        return "ClientOptions[%s, key %s, results from %s]"
                .formatted(access.bootstrapServers(), virtualKey(), source.topic());
    }
}
