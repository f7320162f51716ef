package dev.sluice.dispatcher.admission.request;

import dev.sluice.schemas.record.Attempt;
import java.util.Map;

/**
 * A request that may be admitted.
 *
 * @param draft its first attempt as it would be sent, with the body rewritten once; only the time
 *     of admission is still open
 * @param tags what rules may ask for: looked at once, on arrival, and not kept
 */
public record IncomingRequest(RequestFacts facts, Attempt draft, Map<String, String> tags) {

    /** Without tags. */
    public IncomingRequest(RequestFacts facts, Attempt draft) {
        this(facts, draft, Map.of());
    }

    public IncomingRequest {
        tags = Map.copyOf(tags);
    }
}
