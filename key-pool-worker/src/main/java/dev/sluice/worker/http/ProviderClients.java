package dev.sluice.worker.http;

import dev.sluice.config.ActiveConfig;
import dev.sluice.config.ProviderConfig;
import dev.sluice.config.WorkerPolicy;
import dev.sluice.config.secret.SecretResolver;
import dev.sluice.config.secret.UnresolvedSecretException;
import dev.sluice.worker.provider.EchoClient;
import dev.sluice.worker.provider.ProviderAdapter;
import dev.sluice.worker.provider.ProviderClient;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The clients of all providers of a configuration, with the secrets of their keys: resolved once,
 * all of them or none. They share one HTTP client. Safe for any thread.
 */
public final class ProviderClients
        implements Function<ProviderConfig, ProviderClient>, AutoCloseable {

    private final Wire wire;
    private final Map<String, ProviderClient> byProvider;

    private ProviderClients(Wire wire, Map<String, ProviderClient> byProvider) {
        this.wire = wire;
        this.byProvider = Map.copyOf(byProvider);
    }

    /**
     * @throws UnresolvedSecretException where a secret is not there: one line for each, naming its
     *     key and reference
     * @throws IllegalArgumentException where a provider is of a type that nobody knows
     */
    public static ProviderClients open(
            ActiveConfig active, SecretResolver secrets, InstantSource clock) {
        KeySecrets resolved = KeySecrets.resolve(active.config().providers(), secrets);
        WorkerPolicy policy = active.config().worker();
        Wire wire = new Wire(WireLimits.of(policy));
        Map<String, ProviderClient> clients = new LinkedHashMap<>();
        for (ProviderConfig provider : active.config().providers()) {
            clients.put(
                    provider.id(),
                    provider.type().equals(KeySecrets.ECHO)
                            ? new EchoClient()
                            : new HttpProviderClient(
                                    adapter(provider, wire),
                                    resolved.of(provider),
                                    wire,
                                    policy.callTimeout(),
                                    clock));
        }
        return new ProviderClients(wire, clients);
    }

    /**
     * The client of a provider of the configuration that these were opened with.
     *
     * @throws IllegalArgumentException for another one
     */
    @Override
    public ProviderClient apply(ProviderConfig provider) {
        return Optional.ofNullable(byProvider.get(provider.id()))
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "no provider " + provider.id() + " in the configuration"));
    }

    /** Ends calls in flight. */
    @Override
    public void close() {
        wire.close();
    }

    private static ProviderAdapter adapter(ProviderConfig provider, Wire wire) {
        return ProviderAdapter.of(provider.type(), provider.baseUrl())
                .orElseThrow(() -> unknownType(provider, wire));
    }

    private static IllegalArgumentException unknownType(ProviderConfig provider, Wire wire) {
        wire.close();
        return new IllegalArgumentException(
                "provider "
                        + provider.id()
                        + ": type must be openai, anthropic, gemini or echo, not "
                        + provider.type());
    }
}
