package dev.sluice.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StopSignalTest {

    private final List<String> events = new ArrayList<>();
    private final StringWriter errors = new StringWriter();

    @Test
    void a_part_that_stops_by_itself_ends_it_with_one() throws InterruptedException {
        int code = serve(() -> events.add("closed"), List.of("ledger: disk full", "http: gone"));

        assertThat(code).isEqualTo(1);
        assertThat(events).containsExactly("started", "closed");
        assertThat(errors.toString().lines())
                .containsExactly(
                        "stopped by itself: ledger: disk full", "stopped by itself: http: gone");
    }

    @Test
    void what_a_part_waits_for_is_told_and_ends_nothing() throws InterruptedException {
        Iterator<List<String>> failures = List.of(List.<String>of(), List.of("over")).iterator();

        int code =
                StopSignal.serve(
                        () -> events.add("closed"),
                        new StopSignal.Watch(
                                failures::next,
                                () -> Map.of("delivery acme", "no topic"),
                                List::of),
                        new PrintWriter(errors),
                        () -> events.add("started"));

        assertThat(code).isEqualTo(1);
        assertThat(errors.toString().lines())
                .containsExactly("delivery acme waits: no topic", "stopped by itself: over");
    }

    @Test
    void parts_that_do_not_close_in_order_are_told() {
        assertThatThrownBy(() -> serve(this::refuse, List.of("ledger: disk full")))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("did not close in order: no space left");
        assertThat(errors.toString()).hasLineCount(1);
    }

    @Test
    void a_start_that_fails_is_told_as_it_is_and_closes_the_parts() {
        IllegalStateException late = new IllegalStateException("not ready after 90 s: [worker]");

        assertThatThrownBy(() ->
                        StopSignal.serve(
                                () -> events.add("closed"),
                                List::of,
                                new PrintWriter(errors),
                                () -> {
                                    throw late;
                                }))
                .isSameAs(late);
        assertThat(events).containsExactly("closed");
    }

    @Test
    void an_interrupt_closes_the_parts() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> serve(() -> events.add("closed"), List.of()))
                .isInstanceOf(InterruptedException.class);
        assertThat(events).containsExactly("started", "closed");
        assertThat(Thread.interrupted()).isFalse();
    }

    private int serve(AutoCloseable parts, List<String> failures) throws InterruptedException {
        return StopSignal.serve(
                parts, () -> failures, new PrintWriter(errors), () -> events.add("started"));
    }

    private void refuse() throws IOException {
        throw new IOException("no space left");
    }
}
