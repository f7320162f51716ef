package dev.sluice.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TroubleNotesTest {

    private final TroubleNotes notes = new TroubleNotes();

    @Test
    void what_waits_is_told_once_and_again_when_it_goes_on() {
        Map<String, String> missing = Map.of("delivery acme", "there is no topic results.acme");

        assertThat(notes.news(missing))
                .containsExactly("delivery acme waits: there is no topic results.acme");
        assertThat(notes.news(missing)).isEmpty();
        assertThat(notes.news(Map.of())).containsExactly("delivery acme goes on");
        assertThat(notes.news(Map.of())).isEmpty();
    }

    @Test
    void another_reason_is_told() {
        notes.news(Map.of("delivery acme", "missing"));

        assertThat(notes.news(Map.of("delivery acme", "forbidden", "delivery hooli", "missing")))
                .containsExactly("delivery acme waits: forbidden", "delivery hooli waits: missing");
    }
}
