package dev.sluice.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressDisplayTest {

    private final StringWriter shown = new StringWriter();
    private final ProgressDisplay terminal = new ProgressDisplay(new PrintWriter(shown), true);
    private final ProgressDisplay plain = new ProgressDisplay(new PrintWriter(shown), false);

    @Test
    void a_terminal_gets_one_line_that_is_written_over() {
        terminal.show(standing(0, 0), 1_000, 56, Duration.ZERO);
        terminal.show(standing(500, 6_150_000_000L), 1_000, 40, Duration.ofMillis(9_960));
        terminal.done();

        assertThat(shown)
                .hasToString(
                        "\r  ░░░░░░░░░░░░░░░░░░░░░░░░     0 answered    944 waiting    56 in flight  $0.0000   0.0 s"
                                + "\r  ████████████░░░░░░░░░░░░   500 answered    460 waiting    40 in flight  $0.0062  10.0 s"
                                + System.lineSeparator());
    }

    @Test
    void elsewhere_a_line_comes_at_once_and_then_every_two_seconds() {
        for (int millis = 0; millis <= 6_000; millis += 500) {
            plain.show(standing(millis / 100, 0), 60, 0, Duration.ofMillis(millis));
        }
        plain.done();

        assertThat(shown.toString().lines())
                .hasSize(4)
                .noneMatch(line -> line.contains("\r"))
                .extracting(line -> line.substring(line.lastIndexOf("  ")).strip())
                .containsExactly("0.0 s", "2.0 s", "4.0 s", "6.0 s");
    }

    @Test
    void a_line_that_came_late_moves_the_next_one() {
        plain.show(standing(1, 0), 60, 0, Duration.ofMillis(1_900));
        plain.show(standing(2, 0), 60, 0, Duration.ofMillis(3_899));
        plain.show(standing(3, 0), 60, 0, Duration.ofMillis(3_900));

        assertThat(shown.toString().lines()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "0, 24, 0", "1, 24, 1", "23, 24, 23", "24, 24, 24", "999, 1000, 23"})
    void the_bar_is_full_only_when_all_is_done(int results, int requests, int filled) {
        terminal.show(standing(results, 0), requests, 0, Duration.ZERO);

        assertThat(shown.toString())
                .contains(" " + "█".repeat(filled) + "░".repeat(24 - filled) + " ");
    }

    @Test
    void a_call_that_is_answered_but_still_counted_does_not_make_waiting_negative() {
        terminal.show(standing(59, 0), 60, 5, Duration.ZERO);

        assertThat(shown.toString()).contains("    0 waiting     5 in flight");
    }

    @Test
    void a_step_is_a_line_anywhere() {
        terminal.step("one …");
        plain.step("two …");

        assertThat(shown.toString().lines()).containsExactly("one …", "two …");
    }

    private static FleetCount.Standing standing(int results, long costPicos) {
        return new FleetCount.Standing(results, results, 0, 0, costPicos);
    }
}
