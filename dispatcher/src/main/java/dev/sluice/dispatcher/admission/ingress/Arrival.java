package dev.sluice.dispatcher.admission.ingress;

import dev.sluice.dispatcher.admission.request.RequestFacts;
import java.time.Instant;

/** When a request came and under which id; what of it can be echoed already. */
record Arrival(String requestId, Instant acceptedAt, Instant now, RequestFacts.Echo echo) {}
