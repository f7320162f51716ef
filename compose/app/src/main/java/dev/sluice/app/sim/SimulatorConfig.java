package dev.sluice.app.sim;

import dev.sluice.config.Limit;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a simulated provider serves, to whom, how fast and at what price.
 *
 * @param host address to listen on
 * @param port 0: any free one
 * @param latency from the last byte of a request to the first of its answer
 * @param jitter added to the latency, between nothing and this, by a hash of the call's number
 * @param slowness added to the latency where the fault {@code SLOW} was asked for
 * @param announces what headers tell of the limits
 */
public record SimulatorConfig(
        String host,
        int port,
        List<Key> keys,
        List<Model> models,
        Duration latency,
        Duration jitter,
        Duration slowness,
        Announces announces) {

    private static final String LOOPBACK = "127.0.0.1";

    /**
     * A key and what it may do. A limit of requests or tokens without a burst is as large as its
     * window's count.
     */
    public record Key(String id, String secret, List<Limit> limits, KeyTroubles troubles) {
        public Key(String id, String secret, List<Limit> limits) {
            this(id, secret, limits, KeyTroubles.NONE);
        }

        public Key {
            limits = List.copyOf(limits);
            if (!limits.stream().allMatch(Limit::suitsProviderKey)) {
                throw new IllegalArgumentException(
                        "a provider key has limits of requests, tokens and concurrency only");
            }
        }

        @Override
        public String toString() {
            return "Key[" + id + "]";
        }
    }

    /** What a simulated provider's headers tell of its limits. It keeps them all the same. */
    public enum Announces {
        /** {@code x-ratelimit-*} with every answer, {@code retry-after} with a refusal. */
        LIMITS,
        /** {@code retry-after} only. */
        PAUSES,
        NOTHING;

        Map<String, String> limits(KeyLimits limits) {
            return this == LIMITS ? limits.headers() : Map.of();
        }

        /** The refusal as it is told: without its pause where nothing is. */
        ApiError told(ApiError error) {
            return this == NOTHING ? error.withoutPause() : error;
        }
    }

    /** A model and its price, in dollars per million tokens. */
    public record Model(String name, BigDecimal inputPerMillion, BigDecimal outputPerMillion) {}

    public SimulatorConfig {
        keys = List.copyOf(keys);
        models = List.copyOf(models);
        if (keys.stream().map(Key::secret).distinct().count() < keys.size()) {
            throw new IllegalArgumentException("two keys have the same secret");
        }
    }

    /** On any free port of the loopback address, 300 ms for each answer. */
    public static SimulatorConfig of(List<Key> keys, List<Model> models) {
        return new SimulatorConfig(
                LOOPBACK,
                0,
                keys,
                models,
                Duration.ofMillis(300),
                Duration.ZERO,
                Duration.ofSeconds(5),
                Announces.LIMITS);
    }

    public SimulatorConfig onHost(String other) {
        return new SimulatorConfig(other, port, keys, models, latency, jitter, slowness, announces);
    }

    public SimulatorConfig onPort(int other) {
        return new SimulatorConfig(host, other, keys, models, latency, jitter, slowness, announces);
    }

    public SimulatorConfig withLatency(Duration other) {
        return new SimulatorConfig(host, port, keys, models, other, jitter, slowness, announces);
    }

    public SimulatorConfig withJitter(Duration other) {
        return new SimulatorConfig(host, port, keys, models, latency, other, slowness, announces);
    }

    public SimulatorConfig withSlowness(Duration other) {
        return new SimulatorConfig(host, port, keys, models, latency, jitter, other, announces);
    }

    public SimulatorConfig withAnnounces(Announces other) {
        return new SimulatorConfig(host, port, keys, models, latency, jitter, slowness, other);
    }
}
