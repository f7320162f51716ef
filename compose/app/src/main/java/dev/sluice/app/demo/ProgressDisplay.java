package dev.sluice.app.demo;

import dev.sluice.schemas.money.PicoUsd;
import java.io.PrintWriter;
import java.math.RoundingMode;
import java.time.Duration;

/** One line that is written over on a terminal; elsewhere a line every two seconds. One thread. */
final class ProgressDisplay {

    private static final int BAR_WIDTH = 24;
    private static final Duration PLAIN_EVERY = Duration.ofSeconds(2);

    private final PrintWriter out;
    private final boolean terminal;
    private Duration shownAt = PLAIN_EVERY.negated();

    ProgressDisplay(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** A step that takes a moment. */
    void step(String what) {
        out.println(what);
        out.flush();
    }

    /** {@code inFlight}: calls that the provider is working on. */
    void show(FleetCount.Standing standing, int requests, int inFlight, Duration elapsed) {
        int waiting = Math.max(0, requests - standing.results() - inFlight);
        String line =
                "  %s %,5d answered  %,5d waiting  %,4d in flight  $%s  %4.1f s"
                        .formatted(
                                bar(standing.results(), requests),
                                standing.answered(),
                                waiting,
                                inFlight,
                                PicoUsd.toUsd(standing.costPicos())
                                        .setScale(4, RoundingMode.HALF_EVEN)
                                        .toPlainString(),
                                elapsed.toMillis() / 1000.0);
        if (terminal) {
            out.print("\r" + line);
        } else if (elapsed.minus(shownAt).compareTo(PLAIN_EVERY) >= 0) {
            shownAt = elapsed;
            out.println(line);
        }
        out.flush();
    }

    /** Leaves the line as it is and goes on below. */
    void done() {
        if (terminal) {
            out.println();
            out.flush();
        }
    }

    private static String bar(int done, int of) {
        int filled = of == 0 ? 0 : done * BAR_WIDTH / of;
        return "█".repeat(filled) + "░".repeat(BAR_WIDTH - filled);
    }
}
