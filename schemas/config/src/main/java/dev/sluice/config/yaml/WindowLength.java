package dev.sluice.config.yaml;

import dev.sluice.config.Window;
import java.time.Duration;
import java.util.Optional;

/** The length of a limit's window. Unlike a duration it may be weeks, months or a year. */
record WindowLength() implements Scalar {
    private static final Duration MAX = Duration.ofDays(365);

    @Override
    public String type() {
        return "window";
    }

    @Override
    public String bounds() {
        return "1s to 1Y";
    }

    @Override
    public Optional<String> fault(String text) {
        Optional<Window> window = Window.parse(text);
        if (window.isEmpty()) {
            return Optional.of(
                    "must be a number with s, m (minutes), h, d, w, M (months of 30 d) or Y,"
                            + " such as 1m, not "
                            + Quoted.of(text));
        }
        boolean outside = window.get().length().compareTo(MAX) > 0;
        return outside ? Faults.outside(bounds(), text) : Optional.empty();
    }
}
