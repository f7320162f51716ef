package dev.sluice.dispatcher.admission.request;

import dev.sluice.schemas.record.Tenant;
import java.time.Duration;
import java.util.Optional;

/**
 * Somebody asks that a request be ended without an answer.
 *
 * @param by whose virtual key asks: only requests of the same customer are ended by it
 * @param reason at most {@value #REASON_CHARS_MAX} characters
 */
public record Cancel(String requestId, Tenant by, Optional<String> reason) {

    /** How long one is kept that came before its request. */
    public static final Duration KEPT = Duration.ofHours(1);

    /** Of one customer that are kept at the same time. */
    public static final int KEPT_MAX = 10_000;

    public static final int REASON_CHARS_MAX = 512;

    public Cancel {
        reason = reason.map(Cancel::shortened);
    }

    private static String shortened(String text) {
        return text.length() <= REASON_CHARS_MAX ? text : text.substring(0, REASON_CHARS_MAX);
    }
}
