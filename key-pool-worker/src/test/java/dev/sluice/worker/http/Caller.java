package dev.sluice.worker.http;

import dev.sluice.config.ProviderConfig;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.testing.Samples;
import dev.sluice.worker.provider.CallOutcome;
import dev.sluice.worker.provider.ProviderAdapter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/** A client of one OpenAI-compatible provider, with a wire of its own. */
record Caller(Wire wire, HttpProviderClient client, ProviderConfig.Key key)
        implements AutoCloseable {

    private static final String SECRET = "sk-very-secret-1";

    /**
     * @param at any path there
     */
    static Caller of(URI at, WireLimits limits, Duration callTimeout) {
        return of(at, new Wire(limits), callTimeout);
    }

    static Caller of(URI at, Wire wire, Duration callTimeout) {
        ProviderConfig.Key key = Samples.providerKey("key-a");
        HttpProviderClient client =
                new HttpProviderClient(
                        ProviderAdapter.of("openai", at.resolve("/v1")).orElseThrow(),
                        Map.of(key.id(), SECRET),
                        wire,
                        callTimeout,
                        InstantSource.system());
        return new Caller(wire, client, key);
    }

    CallOutcome call() {
        return call(Samples.attempt(Samples.requestId(1)));
    }

    CallOutcome call(Attempt attempt) {
        return client.call(attempt, key, Instant.now().plusSeconds(3_600));
    }

    @Override
    public void close() {
        wire.close();
    }
}
