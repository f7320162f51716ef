package dev.sluice.ledger.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AuditRootKeyTest {

    private static AuditRootKey key(String secret) {
        return AuditRootKey.of(secret.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void doesNotShowItsSecret() {
        assertThat(key("root-secret").toString()).doesNotContain("root-secret");
    }

    @Test
    void anIdTellsKeysApart() {
        assertThat(key("one").id()).isEqualTo(key("one").id()).isNotEqualTo(key("two").id());
    }

    @Test
    void anEmptySecretIsRefused() {
        assertThatThrownBy(() -> key("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyChainHasAKeyOfItsOwn() {
        assertThat(key("one").chainKey("audit/c/t/0"))
                .isNotEqualTo(key("one").chainKey("audit/c/t/1"));
    }
}
