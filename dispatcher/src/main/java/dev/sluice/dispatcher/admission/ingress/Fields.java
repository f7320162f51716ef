package dev.sluice.dispatcher.admission.ingress;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.config.CachePolicy;
import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.schemas.record.OnLimit;
import dev.sluice.schemas.record.Priority;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of a request, whichever form it came in.
 *
 * @param deadline as the agent wishes; empty: the default
 * @param onLimit as the agent wishes; {@code DEFAULT}: as its virtual key says
 * @param cache as the agent wishes; empty: as its virtual key or the model says
 * @param tags for rules to ask for
 */
record Fields(
        String method,
        String url,
        JsonNode body,
        Optional<String> idempotencyKey,
        Optional<Instant> deadline,
        Priority priority,
        RequestFacts.Calls calls,
        OnLimit onLimit,
        RequestFacts.Echo echo,
        RequestFacts.Wishes wishes,
        Optional<CachePolicy> cache,
        Map<String, String> tags) {

    /** As it is, or with this idempotency key where nothing else makes one. */
    Fields orKey(Optional<String> key) {
        boolean has =
                IdempotencyKey.of(idempotencyKey, echo.workflow(), echo.step()).isPresent()
                        || key.isEmpty();
        return has
                ? this
                : new Fields(
                        method, url, body, key, deadline, priority, calls, onLimit, echo, wishes,
                        cache, tags);
    }
}
