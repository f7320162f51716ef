package dev.sluice.worker.http;

import dev.sluice.config.ProviderConfig;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.worker.provider.CallOutcome;
import dev.sluice.worker.provider.ProviderAdapter;
import dev.sluice.worker.provider.ProviderClient;
import dev.sluice.worker.provider.ProviderReply;
import dev.sluice.worker.provider.ProviderRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * A provider that is reached over HTTP.
 *
 * @param secrets by the key's id
 * @param callTimeout for one call, where the deadline is not nearer
 */
record HttpProviderClient(
        ProviderAdapter adapter,
        Map<String, String> secrets,
        Wire wire,
        Duration callTimeout,
        InstantSource clock)
        implements ProviderClient {

    @Override
    public CallOutcome call(Attempt attempt, ProviderConfig.Key key, Instant latest) {
        Optional<String> secret = Optional.ofNullable(secrets.get(key.id()));
        if (secret.isEmpty()) {
            return adapter.withoutSecret();
        }
        return switch (adapter.prepare(attempt, secret.get())) {
            case ProviderAdapter.Step.End(CallOutcome outcome) -> outcome;
            case ProviderAdapter.Step.Send(ProviderRequest request) ->
                    send(attempt, request, secret.get(), latest);
        };
    }

    @Override
    public void open() {
        wire.open(adapter.baseUrl());
    }

    @Override
    public Optional<String> fingerprint(String keyId) {
        return Optional.ofNullable(secrets.get(keyId))
                .map(secret -> KeySecrets.fingerprint(keyId, secret));
    }

    private CallOutcome send(
            Attempt attempt, ProviderRequest request, String secret, Instant latest) {
        Duration left = Duration.between(clock.instant(), latest);
        Duration time = left.compareTo(callTimeout) < 0 ? left : callTimeout;
        if (!time.isPositive()) {
            return adapter.tooLate();
        }
        ProviderReply reply = wire.send(request, time);
        return adapter.read(attempt, reply, clock.instant(), secret);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "HttpProviderClient[" + adapter.baseUrl() + "]";
    }
}
