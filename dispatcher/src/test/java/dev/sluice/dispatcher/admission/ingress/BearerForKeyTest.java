package dev.sluice.dispatcher.admission.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.admission.request.TurnedAway;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BearerForKeyTest {

    @Test
    void aBearerKeyInPlaceOfItsIdIsNotWrittenDown() {
        String line =
                """
                {"custom_id":"c1","method":"POST","url":"/v1/chat/completions","body":{}}\
                """;
        TurnedAway away =
                ReaderDesk.turned(
                        new ReaderDesk().readJson(line, Map.of("sluice-key", "vk_demo_secret")));
        assertThat(away.error().getType()).isEqualTo("unknown_virtual_key");
        assertThat(away.toString()).doesNotContain("secret");
    }
}
