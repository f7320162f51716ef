package dev.sluice.app.sim;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How much of a key's tightest limits is left, as the {@code x-ratelimit-*} headers of every
 * answer.
 */
record KeyLimits(Optional<Level> requests, Optional<Level> tokens) {

    /**
     * @param limit per window
     * @param remaining whole ones
     * @param reset until full
     */
    record Level(long limit, long remaining, Duration reset) {
        static Level of(TokenBucket bucket) {
            return new Level(
                    bucket.limit(), bucket.remaining(), Duration.ofNanos(bucket.nanosUntilFull()));
        }
    }

    Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        requests.ifPresent(level -> put(headers, "requests", level));
        tokens.ifPresent(level -> put(headers, "tokens", level));
        return headers;
    }

    private static void put(Map<String, String> headers, String what, Level level) {
        headers.put("x-ratelimit-limit-" + what, Long.toString(level.limit()));
        headers.put("x-ratelimit-remaining-" + what, Long.toString(level.remaining()));
        headers.put("x-ratelimit-reset-" + what, text(level.reset()));
    }

    /** As OpenAI writes durations: {@code 12ms}, {@code 1.5s}, {@code 6m0s}; rounded up to 1 ms. */
    static String text(Duration duration) {
        long millis = ceilMillis(duration);
        if (millis < 1_000) {
            return millis + "ms";
        }
        String seconds = seconds(millis % 60_000) + "s";
        long minutes = millis / 60_000;
        if (minutes == 0) {
            return seconds;
        }
        return minutes < 60
                ? minutes + "m" + seconds
                : minutes / 60 + "h" + minutes % 60 + "m" + seconds;
    }

    /** Rounded up: who waits so long is not too early. */
    static long ceilMillis(Duration duration) {
        return Math.ceilDiv(duration.toNanos(), 1_000_000L);
    }

    private static String seconds(long millis) {
        String whole = Long.toString(millis / 1_000);
        long rest = millis % 1_000;
        return rest == 0 ? whole : whole + "." + "%03d".formatted(rest).replaceAll("0+$", "");
    }
}
