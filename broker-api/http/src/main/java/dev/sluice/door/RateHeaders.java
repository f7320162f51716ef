package dev.sluice.door;

import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.RateStanding;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is left of a virtual key's rates, in the headers that OpenAI's API has for it: {@code
 * x-ratelimit-limit-requests}, {@code -remaining-}, {@code -reset-}, and the same of tokens. As of
 * when admission gave the result.
 */
final class RateHeaders {

    private RateHeaders() {}

    /** None where the result says nothing about rates. */
    static Map<String, String> of(InferenceResult result, Instant now) {
        Map<String, String> headers = new TreeMap<>();
        result.getRequestRate().ifPresent(rate -> put(headers, "requests", rate, now));
        result.getTokenRate().ifPresent(rate -> put(headers, "tokens", rate, now));
        return headers;
    }

    private static void put(
            Map<String, String> headers, String what, RateStanding rate, Instant now) {
        headers.put("x-ratelimit-limit-" + what, Long.toString(rate.getAllowed()));
        headers.put("x-ratelimit-remaining-" + what, Long.toString(rate.getRemaining()));
        headers.put("x-ratelimit-reset-" + what, text(Duration.between(now, rate.getFreeAt())));
    }

    /** As OpenAI writes it: {@code 120ms}, {@code 1.5s}, {@code 6m0s}, {@code 1h0m30s}. */
    private static String text(Duration time) {
        if (!time.isPositive()) {
            return "0s";
        }
        long millis = Math.ceilDiv(time.toNanos(), 1_000_000L);
        if (millis < 1_000) {
            return millis + "ms";
        }
        Duration whole = Duration.ofMillis(millis);
        StringBuilder text = new StringBuilder();
        if (whole.toHours() > 0) {
            text.append(whole.toHours()).append('h');
        }
        if (whole.toMinutes() > 0) {
            text.append(whole.toMinutesPart()).append('m');
        }
        return text.append(seconds(whole)).append('s').toString();
    }

    private static String seconds(Duration whole) {
        int millis = whole.toMillisPart();
        return millis == 0
                ? Integer.toString(whole.toSecondsPart())
                : "%d.%03d".formatted(whole.toSecondsPart(), millis).replaceFirst("0+$", "");
    }
}
