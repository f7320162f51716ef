package dev.sluice.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.VirtualKeys;
import dev.sluice.testing.Samples;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticatorTest {

    private final Authenticator authenticator = new Authenticator(Samples.config());

    @Test
    void theRightSecretOpensAsTheKeysOwnTenant() {
        assertThat(authenticator.check(Optional.of("Bearer vk_demo_secret")))
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
        return switch (authenticator.check(header)) {
            case DoorPolicy.Authentication.Refused(ApiError error) -> error;
            case DoorPolicy.Authentication.Accepted accepted ->
                    throw new AssertionError("accepted: " + accepted.entry().tenant());
        };
    }
}
