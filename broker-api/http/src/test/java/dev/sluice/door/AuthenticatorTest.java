package dev.sluice.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.CustomerConfig;
import dev.sluice.config.KeySecret;
import dev.sluice.config.KeyValidity;
import dev.sluice.config.SluiceConfig;
import dev.sluice.config.VirtualKeys;
import dev.sluice.schemas.signature.SigningKey;
import dev.sluice.testing.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticatorTest {

    private final Authenticator authenticator = new Authenticator(Samples.config());

    @Test
    void theRightSecretOpensAsTheKeysOwnTenant() {
        assertThat(check(Optional.of("Bearer vk_demo_secret")))
                .isInstanceOfSatisfying(
                        DoorPolicy.Authentication.Accepted.class,
                        accepted -> {
                            VirtualKeys.Entry key = accepted.entry();
                            assertThat(key.tenant()).isEqualTo(Samples.TENANT);
                        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer vk_demo_wrong",
                "Bearer vk_nobody_secret",
                "Bearer vk_demo_Secret",
                "Bearer sk-proj-123",
                // The hash itself opens nothing.
                "Bearer vk_demo_" + Samples.SECRET_SHA256,
            })
    void anythingElseIsRefusedWith401(String header) {
        assertThat(refusal(Optional.of(header)).status()).isEqualTo(401);
        assertThat(refusal(Optional.of(header)).code()).contains("invalid_api_key");
    }

    @Test
    void aMissingHeaderIsToldWhatToSend() {
        assertThat(refusal(Optional.empty()).message()).contains("Authorization: Bearer vk_");
    }

    @Test
    void anUnknownIdAndAWrongSecretAreToldTheSame() {
        assertThat(refusal(Optional.of("Bearer vk_demo_wrong")))
                .isEqualTo(refusal(Optional.of("Bearer vk_nobody_wrong")));
    }

    private ApiError refusal(Optional<String> header) {
        return switch (check(header)) {
            case DoorPolicy.Authentication.Refused(ApiError error) -> error;
            case DoorPolicy.Authentication.Accepted accepted ->
                    throw new AssertionError("accepted: " + accepted.entry().tenant());
        };
    }

    @ParameterizedTest(name = "{0} with {1}: {3}")
    @CsvSource({
        "OPENAI, authorization, Bearer vk_demo_secret, accepted",
        "OPENAI, x-api-key, vk_demo_secret, 'Authorization: Bearer vk_'",
        "OPENAI, x-goog-api-key, vk_demo_secret, 'Authorization: Bearer vk_'",
        "ANTHROPIC, authorization, Bearer vk_demo_secret, accepted",
        "ANTHROPIC, x-api-key, vk_demo_secret, accepted",
        "ANTHROPIC, x-api-key, vk_demo_wrong, not valid",
        "ANTHROPIC, x-api-key, Bearer vk_demo_secret, 'form ''x-api-key: vk_'",
        "ANTHROPIC, x-goog-api-key, vk_demo_secret, 'header ''x-api-key: vk_'",
        "GOOGLE, authorization, Bearer vk_demo_secret, accepted",
        "GOOGLE, x-goog-api-key, vk_demo_secret, accepted",
        "GOOGLE, x-api-key, vk_demo_secret, 'header ''x-goog-api-key: vk_'",
    })
    void aKeyStandsWhereItsDialectHasIt(Dialect dialect, String header, String value, String said) {
        DoorPolicy.Authentication seen =
                authenticator.check(
                        dialect,
                        name -> Optional.of(value).filter(_ -> name.equals(header)),
                        Samples.NOON);

        switch (seen) {
            case DoorPolicy.Authentication.Accepted _ -> assertThat(said).isEqualTo("accepted");
            case DoorPolicy.Authentication.Refused(ApiError error) ->
                    assertThat(error.message()).contains(said);
        }
    }

    @ParameterizedTest(name = "{0} at noon and {1}: {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    vk_rotated_secret   | PT0S   | accepted
                    vk_rotated_former   | PT59M  | accepted
                    vk_rotated_former   | PT1H   | virtual_key_expired: The secret of this API key was good until 2026-01-01T13:00:00Z
                    vk_rotated_secret   | PT1H   | accepted
                    vk_rotated_wrong    | PT0S   | invalid_api_key: The API key is not valid.
                    vk_disabled_secret  | PT0S   | virtual_key_disabled: This API key is disabled.
                    vk_disabled_wrong   | PT0S   | invalid_api_key: The API key is not valid.
                    vk_ended_secret     | PT59S  | accepted
                    vk_ended_secret     | PT1M   | virtual_key_expired: This API key was good until 2026-01-01T12:01:00Z.
                    vk_ended_wrong      | PT1M   | invalid_api_key: The API key is not valid.
                    vk_nobody_secret    | PT0S   | invalid_api_key: The API key is not valid.
                    """)
    void onlyWhoHasASecretIsToldWhyItOpensNothing(String key, Duration after, String said) {
        Authenticator of = new Authenticator(withKeys());
        DoorPolicy.Authentication seen =
                of.check(
                        Dialect.ANTHROPIC,
                        name -> Optional.of(key).filter(_ -> name.equals("x-api-key")),
                        Samples.NOON.plus(after));

        switch (seen) {
            case DoorPolicy.Authentication.Accepted accepted -> {
                assertThat(said).isEqualTo("accepted");
                assertThat(accepted.signingKey())
                        .isEqualTo(
                                SigningKey.of(
                                        accepted.entry().key().id(),
                                        key.substring(key.lastIndexOf('_') + 1)));
            }
            case DoorPolicy.Authentication.Refused(ApiError error) -> {
                assertThat(error.code().orElseThrow() + ": " + error.message()).startsWith(said);
                assertThat(error.status()).isEqualTo(401);
            }
        }
    }

    /** One that is rotated, one that is disabled, one that ends. */
    private static SluiceConfig withKeys() {
        SluiceConfig sample = Samples.config();
        KeySecret secret = KeySecret.of(Samples.SECRET_SHA256);
        KeySecret former =
                new KeySecret(
                        // printf %s former | sha256sum
                        "2a36430635e7505479f0ba76c491f1fe2437373f986ed69009b82caf50907fca",
                        Optional.empty(),
                        Optional.of(Samples.NOON.plus(Duration.ofHours(1))));
        List<CustomerConfig.VirtualKey> keys =
                List.of(
                        key("rotated", KeyValidity.ALWAYS, secret, former),
                        key(
                                "disabled",
                                new KeyValidity(KeyValidity.Use.DISABLED, Optional.empty()),
                                secret),
                        key(
                                "ended",
                                new KeyValidity(
                                        KeyValidity.Use.ENABLED,
                                        Optional.of(Samples.NOON.plus(Duration.ofMinutes(1)))),
                                secret));
        CustomerConfig.Team team = new CustomerConfig.Team("research", List.of(), keys);
        return new SluiceConfig(
                sample.kafkaDoor(),
                sample.providers(),
                sample.models(),
                List.of(new CustomerConfig("acme", 1, List.of(), List.of(team))),
                sample.prices(),
                sample.auditRootKey(),
                sample.requests(),
                sample.worker(),
                sample.registryUrl());
    }

    private static CustomerConfig.VirtualKey key(
            String id, KeyValidity validity, KeySecret... secrets) {
        return new CustomerConfig.VirtualKey(
                id, List.of(secrets), Set.of("gpt-4o-mini"), List.of(), validity);
    }

    private DoorPolicy.Authentication check(Optional<String> authorization) {
        return authenticator.check(
                Dialect.OPENAI,
                name -> name.equals("authorization") ? authorization : Optional.empty(),
                Samples.NOON);
    }
}
