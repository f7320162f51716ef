package dev.sluice.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.delivery.CourierState.Delivering;
import dev.sluice.delivery.CourierState.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CourierStateTest {

    private static final Trouble MISSING = new Trouble(Trouble.Kind.TOPIC_MISSING, "no topic t");

    @Test
    void pausesAreDoubledUpToAMinute() {
        List<Long> seconds = new ArrayList<>();
        CourierState state = new Delivering();
        for (int tries = 0; tries < 9; tries++) {
            Waiting waiting = state.failed(MISSING);
            seconds.add(waiting.pause().toSeconds());
            state = waiting;
        }

        assertThat(seconds).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    }

    @Test
    void anotherTroubleKeepsThePauseGrowing() {
        Trouble forbidden = new Trouble(Trouble.Kind.FORBIDDEN, "no");

        assertThat(new Waiting(MISSING, Duration.ofSeconds(8)).failed(forbidden))
                .isEqualTo(new Waiting(forbidden, Duration.ofSeconds(16)));
    }

    @Test
    void aTroubleThatGoesOnKeepsItsWords() {
        Trouble again = new Trouble(Trouble.Kind.TOPIC_MISSING, "no topic t after 5 s");

        assertThat(new Waiting(MISSING, Duration.ofSeconds(1)).failed(again).trouble())
                .isEqualTo(MISSING);
    }

    @ParameterizedTest
    @CsvSource({
        "TOPIC_MISSING, no topic t, false",
        "TOPIC_MISSING, no topic t after 5 s, false",
        "FORBIDDEN, no topic t, true",
        "OTHER, what, true"
    })
    void onlyAnotherReasonIsNews(Trouble.Kind kind, String message, boolean news) {
        assertThat(new Waiting(MISSING, Duration.ofSeconds(1)).isNews(new Trouble(kind, message)))
                .isEqualTo(news);
    }

    @Test
    void whatHasNoKindIsNewsWithOtherWords() {
        Waiting waiting = new Waiting(new Trouble(Trouble.Kind.OTHER, "a"), Duration.ofSeconds(1));

        assertThat(waiting.isNews(new Trouble(Trouble.Kind.OTHER, "a"))).isFalse();
        assertThat(waiting.isNews(new Trouble(Trouble.Kind.OTHER, "b"))).isTrue();
    }

    @Test
    void afterDeliveringAnyTroubleIsNews() {
        assertThat(new Delivering().isNews(MISSING)).isTrue();
    }
}
