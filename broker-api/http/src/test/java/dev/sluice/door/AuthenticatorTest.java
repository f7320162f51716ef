package dev.sluice.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.VirtualKeys;
import dev.sluice.testing.Samples;
import java.util.Optional;
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

    private DoorPolicy.Authentication check(Optional<String> authorization) {
        return authenticator.check(
                Dialect.OPENAI,
                name -> name.equals("authorization") ? authorization : Optional.empty(),
                Samples.NOON);
    }
}
