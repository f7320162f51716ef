package dev.sluice.app.roles;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoleNameTest {

    @ParameterizedTest
    @EnumSource(RoleName.class)
    void every_role_is_found_by_its_word(RoleName role) {
        assertThat(RoleName.parse(role.word())).contains(Set.of(role));
    }

    @Test
    void the_dispatcher_is_two_roles() {
        assertThat(RoleName.parse("dispatcher"))
                .contains(Set.of(RoleName.ADMISSION, RoleName.PLACEMENT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Worker", "WORKER", "workers", "worker ", "worker,http"})
    void any_other_word_is_none(String word) {
        assertThat(RoleName.parse(word)).isEmpty();
    }
}
