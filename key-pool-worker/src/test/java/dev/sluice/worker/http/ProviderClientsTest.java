package dev.sluice.worker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.ActiveConfig;
import dev.sluice.config.ProviderConfig;
import dev.sluice.config.SecretRef;
import dev.sluice.config.SluiceConfig;
import dev.sluice.config.secret.SecretResolver;
import dev.sluice.config.secret.UnresolvedSecretException;
import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.testing.Samples;
import dev.sluice.worker.provider.CallOutcome;
import dev.sluice.worker.provider.EchoClient;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProviderClientsTest {

    private static final SecretResolver NOTHING_SET = SecretResolver.of(Map.of());
    private static final InstantSource NOON = InstantSource.fixed(Samples.NOON);

    @Test
    void everySecretThatIsMissingIsNamedOnceWithItsKey() {
        ProviderConfig provider =
                provider("openai", new SecretRef.Env("KEY_A"), new SecretRef.Literal("s p a c e"));

        assertThatThrownBy(() -> ProviderClients.open(active(provider), NOTHING_SET, NOON))
                .isInstanceOf(UnresolvedSecretException.class)
                .hasMessage(
                        """
                        provider sim, key key-0: secret ${env:KEY_A}: the environment variable is \
                        not set or empty
                        provider sim, key key-1: secret a literal (not shown): not printable ASCII \
                        without spaces\
                        """);
    }

    @Test
    void anEchoNeedsNoSecret() {
        ProviderConfig provider = provider("echo", new SecretRef.Env("NOT_SET"));

        try (ProviderClients clients = ProviderClients.open(active(provider), NOTHING_SET, NOON)) {
            assertThat(clients.apply(provider)).isInstanceOf(EchoClient.class);
        }
    }

    @Test
    void aFingerprintChangesWithTheSecretAndDoesNotShowIt() {
        String before = KeySecrets.fingerprint("key-a", "sk-one");

        assertThat(before)
                .matches("[0-9a-f]{8}")
                .isEqualTo(KeySecrets.fingerprint("key-a", "sk-one"));
        assertThat(KeySecrets.fingerprint("key-a", "sk-two")).isNotEqualTo(before);
        assertThat(KeySecrets.fingerprint("key-b", "sk-one")).isNotEqualTo(before);
    }

    @Test
    void aTypeThatNobodyKnowsIsAnError() {
        assertThatThrownBy(() ->
                        ProviderClients.open(active(provider("carrier-pigeon")), NOTHING_SET, NOON))
                .hasMessage(
                        "provider sim: type must be openai, anthropic, gemini or echo, not carrier-pigeon");
    }

    @Test
    void aProviderThatIsNotConfiguredHasNoClient() {
        ProviderConfig stranger =
                new ProviderConfig("other", "openai", URI.create("http://x/v1"), List.of());

        try (ProviderClients clients =
                ProviderClients.open(active(provider("openai")), NOTHING_SET, NOON)) {
            assertThatThrownBy(() -> clients.apply(stranger))
                    .hasMessage("no provider other in the configuration");
        }
    }

    @Test
    void noCallIsMadeAfterItsTime() {
        ProviderConfig provider = provider("openai", new SecretRef.Literal("sk-1"));

        CallOutcome outcome = call(provider, provider.keys().getFirst());

        assertThat(outcome.kind()).isEqualTo(EndKind.FAILED);
        assertThat(outcome.billing()).isEqualTo(Billing.NONE);
        assertThat(outcome.errorClass()).contains(ErrorClass.TIMEOUT);
    }

    @Test
    void aKeyWithoutASecretIsRefusedWithoutACall() {
        ProviderConfig provider = provider("openai");

        CallOutcome outcome = call(provider, Samples.providerKey("unheard-of"));

        assertThat(outcome.kind()).isEqualTo(EndKind.REFUSED);
        assertThat(outcome.errorClass()).contains(ErrorClass.AUTH);
    }

    @Test
    void noSecretShows() {
        ProviderConfig provider = provider("openai", new SecretRef.Literal("sk-very-secret"));

        try (ProviderClients clients = ProviderClients.open(active(provider), NOTHING_SET, NOON)) {
            assertThat(clients.apply(provider).toString()).doesNotContain("sk-very-secret");
        }
    }

    /** At noon, with a deadline at noon. */
    private static CallOutcome call(ProviderConfig provider, ProviderConfig.Key key) {
        try (ProviderClients clients = ProviderClients.open(active(provider), NOTHING_SET, NOON)) {
            return clients.apply(provider)
                    .call(Samples.attempt(Samples.requestId(1)), key, Samples.NOON);
        }
    }

    private static ProviderConfig provider(String type, SecretRef... secrets) {
        List<ProviderConfig.Key> keys =
                IntStream.range(0, secrets.length)
                        .mapToObj(i ->
                                new ProviderConfig.Key(
                                        "key-" + i, secrets[i], List.of(), Optional.empty(), 1))
                        .toList();
        return new ProviderConfig("sim", type, URI.create("http://127.0.0.1:9/v1"), keys);
    }

    private static ActiveConfig active(ProviderConfig provider) {
        SluiceConfig sample = Samples.config();
        return Samples.active(
                new SluiceConfig(
                        sample.kafkaDoor(),
                        List.of(provider),
                        sample.models(),
                        sample.customers(),
                        sample.prices(),
                        sample.auditRootKey(),
                        sample.requests(),
                        sample.worker(),
                        Optional.empty()));
    }
}
