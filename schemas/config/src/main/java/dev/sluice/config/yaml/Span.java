package dev.sluice.config.yaml;

import java.time.Duration;
import java.util.Optional;

/** A duration. */
record Span(Duration min, Duration max) implements Scalar {
    @Override
    public String type() {
        return "duration";
    }

    @Override
    public String bounds() {
        return Amounts.text(min) + " to " + Amounts.text(max);
    }

    @Override
    public Optional<String> fault(String text) {
        Optional<Duration> value = Amounts.duration(text);
        if (value.isEmpty()) {
            return Optional.of(
                    "must be a number with ms, s, m, h or d, such as 30s, not " + Quoted.of(text));
        }
        Duration span = value.get();
        boolean outside = span.compareTo(min) < 0 || span.compareTo(max) > 0;
        return outside ? Faults.outside(bounds(), text) : Optional.empty();
    }
}
