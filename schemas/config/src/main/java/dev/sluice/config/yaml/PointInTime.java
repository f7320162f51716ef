package dev.sluice.config.yaml;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** An instant, with its offset from UTC: without one it would be another one on each machine. */
record PointInTime() implements Scalar {

    static Optional<Instant> read(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public String type() {
        return "instant";
    }

    @Override
    public String bounds() {
        return "ISO 8601 with an offset";
    }

    @Override
    public Optional<String> fault(String text) {
        return read(text).isPresent()
                ? Optional.empty()
                : Optional.of(
                        "must be an instant such as 2027-01-01T00:00:00Z or"
                                + " 2027-01-01T00:00:00+01:00, not "
                                + Quoted.of(text));
    }
}
