package dev.sluice.app.roles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.SluiceConfig;
import dev.sluice.config.yaml.ConfigParser;
import dev.sluice.config.yaml.ParsedConfig;
import java.util.EnumSet;
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

    @Test
    void an_all_in_one_delivers_where_there_is_something_to_deliver_to() {
        assertThat(RoleName.all(config("")))
                .containsExactlyInAnyOrderElementsOf(
                        EnumSet.complementOf(EnumSet.of(RoleName.DELIVERY)));
        assertThat(RoleName.all(config("results: {topic: out}")))
                .containsExactlyInAnyOrder(RoleName.values());
    }

    private static SluiceConfig config(String ofCustomer) {
        String yaml =
                """
                providers:
                  echo: {type: echo, keys: [{id: e, secret: none}]}
                models: {echo: {provider: echo, max_output_tokens: 64}}
                customers:
                  acme: {OF_CUSTOMER}
                prices: {echo: {input_per_million: 0, output_per_million: 0}}
                audit: {root_key: for a test}
                """
                        .replace("OF_CUSTOMER", ofCustomer);
        return ((ParsedConfig.Valid) ConfigParser.parse(yaml, "a test")).config();
    }

    @Test
    void all_words_are_listed_and_each_is_known() {
        assertThat(RoleName.words())
                .isEqualTo("admission, placement, worker, ledger, delivery, http, dispatcher");
        assertThat(RoleName.words().split(", "))
                .allSatisfy(word -> assertThat(RoleName.parse(word)).isPresent());
    }
}
