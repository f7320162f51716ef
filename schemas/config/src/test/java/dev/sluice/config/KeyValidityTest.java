package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyValidityTest {

    @ParameterizedTest
    @CsvSource({
        "ENABLED,                     , 2026-01-01T12:00:00Z, VALID",
        "ENABLED,  2026-01-01T12:00:00Z, 2026-01-01T11:59:59.999Z, VALID",
        "ENABLED,  2026-01-01T12:00:00Z, 2026-01-01T12:00:00Z, EXPIRED",
        "DISABLED,                    , 2026-01-01T12:00:00Z, DISABLED",
        "DISABLED, 2026-01-01T12:00:00Z, 2026-01-01T13:00:00Z, DISABLED",
    })
    void aKeyAtATime(KeyValidity.Use use, Instant expiresAt, Instant now, KeyValidity.State state) {
        assertThat(new KeyValidity(use, Optional.ofNullable(expiresAt)).at(now)).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({
        "                    , 2026-01-01T12:00:00Z, true",
        "2026-01-01T12:00:00Z, 2026-01-01T11:59:59.999Z, true",
        "2026-01-01T12:00:00Z, 2026-01-01T12:00:00Z, false",
    })
    void aSecretAtATime(Instant until, Instant now, boolean valid) {
        KeySecret secret =
                new KeySecret("a".repeat(64), Optional.empty(), Optional.ofNullable(until));
        assertThat(secret.isValidAt(now)).isEqualTo(valid);
    }

    @Test
    void aKeyHasOneToFourSecrets() {
        KeySecret secret = KeySecret.of("a".repeat(64));
        for (int count : new int[] {0, 5}) {
            List<KeySecret> secrets = Collections.nCopies(count, secret);
            assertThatThrownBy(() ->
                            new CustomerConfig.VirtualKey(
                                    "k", secrets, Set.of(), List.of(), KeyValidity.ALWAYS))
                    .hasMessage("a virtual key has 1 to 4 secrets");
        }
        assertThatThrownBy(() -> KeySecret.of("A".repeat(64)))
                .hasMessageContaining("64 lower-case");
    }
}
