package dev.sluice.config.yaml;

import dev.sluice.config.Window;
import java.time.ZoneId;
import java.util.Optional;

/** A zone of the tz database, or an offset from UTC. */
record TimeZoneName() implements Scalar {
    @Override
    public String type() {
        return "time zone";
    }

    @Override
    public String bounds() {
        return "a zone of the tz database or an offset";
    }

    @Override
    public Optional<String> fault(String text) {
        if (Window.zoneOf(text).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                "must be a time zone, such as Europe/Berlin, UTC or +02:00, not "
                        + Quoted.of(text)
                        + NearestName.hint(text, ZoneId.getAvailableZoneIds()));
    }
}
