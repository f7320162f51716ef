package dev.sluice.worker.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Google writes into the body of a 429 instead of headers: {@code google.rpc.RetryInfo} and
 * {@code google.rpc.QuotaFailure}.
 *
 * @param retryDelay as asked for
 * @param window of the quota that is used up, by its name: second, minute, hour, day, month
 */
record QuotaDetails(Optional<Duration> retryDelay, Optional<String> window) {

    /** A quota of a day is not cured by the seconds that the same body advises. */
    private static final Duration DURABLE_WAIT = Duration.ofHours(1);

    private static final Pattern PER =
            Pattern.compile("Per(Second|Minute|Hour|Day|Month)(?![a-z])");

    /**
     * @param root the body: an object with {@code error}
     */
    static QuotaDetails read(JsonNode root, Instant now) {
        Optional<Duration> delay = Optional.empty();
        Optional<String> window = Optional.empty();
        for (JsonNode detail : root.path("error").path("details")) {
            delay = delay.or(() -> ResetTime.parse(detail.path("retryDelay").asText(""), now));
            for (JsonNode violation : detail.path("violations")) {
                window = window.or(() -> window(violation.path("quotaId").asText("")));
            }
        }
        return new QuotaDetails(delay, window);
    }

    /** Whether waiting as long as a request may wait does not help. */
    boolean durable() {
        return window.filter(name -> name.equals("day") || name.equals("month")).isPresent();
    }

    /** How long to leave the key alone. */
    Optional<Duration> retryAfter() {
        return durable() ? Optional.of(DURABLE_WAIT) : retryDelay;
    }

    private static Optional<String> window(String quotaId) {
        Matcher matcher = PER.matcher(quotaId);
        return matcher.find()
                ? Optional.of(matcher.group(1).toLowerCase(Locale.ROOT))
                : Optional.empty();
    }
}
