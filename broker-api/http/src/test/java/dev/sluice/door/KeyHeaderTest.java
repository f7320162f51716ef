package dev.sluice.door;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyHeaderTest {

    @ParameterizedTest
    @CsvSource({
        "Bearer vk_demo_secret, demo, secret",
        "bearer vk_demo_secret, demo, secret",
        "BEARER   vk_demo_secret, demo, secret",
        "Bearer vk_my_team_key_secret, my_team_key, secret",
        "Bearer vk_a.b-c_s3cr3t, a.b-c, s3cr3t",
    })
    void theLastUnderscorePartsIdAndSecret(String header, String id, String secret) {
        assertThat(KeyHeader.BEARER.read(header)).contains(new PresentedKey(id, secret));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer sk-abc",
                "Bearer vk_",
                "Bearer vk_demo",
                "Bearer vk_demo_",
                "Bearer vk__secret",
                "Basic vk_demo_secret",
                "vk_demo_secret",
            })
    void anythingElseIsNoKey(String header) {
        assertThat(KeyHeader.BEARER.read(header)).isEmpty();
    }

    @Test
    void anEndlessHeaderIsNotLookedAt() {
        assertThat(KeyHeader.BEARER.read("Bearer vk_demo_" + "s".repeat(1000))).isEmpty();
    }

    @Test
    void theSecretDoesNotShow() {
        assertThat(new PresentedKey("demo", "hunter2").toString()).doesNotContain("hunter2");
    }
}
