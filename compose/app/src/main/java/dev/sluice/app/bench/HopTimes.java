package dev.sluice.app.bench;

import dev.sluice.app.bench.kafka.HopReader.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.HdrHistogram.Histogram;

/** How long requests take from one place of their way to the next. Any thread. */
final class HopTimes {

    private static final long NANOS_PER_MICRO = 1_000;
    private static final double MICROS_PER_MILLI = 1_000;
    private static final int DIGITS = 3;

    /** To each place but the first, from the one before. */
    private static final Map<Place, String> WAYS =
            Collections.unmodifiableMap(
                    new EnumMap<>(
                            Map.of(
                                    Place.ADMITTED, "request to admitted",
                                    Place.LEASED, "admitted to handed to a lane",
                                    Place.STARTED, "handed to a lane to journal",
                                    Place.ENDED, "journal to end, less the provider",
                                    Place.RESULT, "end to result")));

    /** When each request that is not back passed each place, in nanoseconds. */
    private final Map<String, Map<Place, Long>> open = new ConcurrentHashMap<>();

    private Map<Place, Histogram> micros = new EnumMap<>(Place.class);

    /** The newest passing of a place counts; the last place ends the request. */
    void passed(String requestId, Place place, long nanos, Duration elsewhere) {
        Map<Place, Long> passed = open.computeIfAbsent(requestId, _ -> new ConcurrentHashMap<>());
        passed.put(place, nanos);
        if (place == Place.RESULT && passed.size() == Place.values().length) {
            open.remove(requestId);
            record(passed, elsewhere);
        }
    }

    private synchronized void record(Map<Place, Long> nanos, Duration elsewhere) {
        Place before = Place.REQUESTED;
        for (Place place : WAYS.keySet()) {
            long taken = nanos.getOrDefault(place, 0L) - nanos.getOrDefault(before, 0L);
            long own = place == Place.ENDED ? taken - elsewhere.toNanos() : taken;
            micros.computeIfAbsent(place, _ -> new Histogram(DIGITS))
                    .recordValue(Math.max(0, own / NANOS_PER_MICRO));
            before = place;
        }
    }

    /** A row for each way since the last time. */
    synchronized List<String> rows() {
        List<String> rows = new ArrayList<>();
        micros.forEach((place, histogram) ->
                rows.add(
                        "%9s  %-42s %9s %9s %9s"
                                .formatted(
                                        "",
                                        WAYS.get(place),
                                        millis(histogram, 50),
                                        millis(histogram, 90),
                                        millis(histogram, 99))));
        micros = new EnumMap<>(Place.class);
        open.clear();
        return rows;
    }

    private static String millis(Histogram histogram, double percentile) {
        return "%.1f ms".formatted(histogram.getValueAtPercentile(percentile) / MICROS_PER_MILLI);
    }
}
