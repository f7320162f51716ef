package dev.sluice.app.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeyIdsTest {

    private static final KeyIds IDS =
            new KeyIds(List.of("sim/key-a", "sim/key-b", "spare/key-a", "spare/main"));

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "sim/key-a   | One[id=sim/key-a]",
                "key-b       | One[id=sim/key-b]",
                "main        | One[id=spare/main]",
                "key-a       | Several[ids=[sim/key-a, spare/key-a]]",
                "mian        | None[nearest=[spare/main, sim/key-a, sim/key-b]]",
                "sim/key-c   | None[nearest=[sim/key-a, sim/key-b, spare/key-a]]",
                "key         | None[nearest=[sim/key-a, sim/key-b, spare/key-a]]"
            })
    void aKeyIsFoundByItsNameOrTheNearestAreTold(String typed, String found) {
        assertThat(IDS.find(typed)).hasToString(found);
    }

    @Test
    void withoutAnyKeyNoneIsNear() {
        assertThat(new KeyIds(List.of()).find("a")).isEqualTo(new KeyIds.Found.None(List.of()));
    }
}
