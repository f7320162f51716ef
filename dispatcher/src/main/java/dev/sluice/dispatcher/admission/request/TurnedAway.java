package dev.sluice.dispatcher.admission.request;

import dev.sluice.schemas.record.ResultError;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.schemas.record.Tenant;
import java.time.Instant;

/**
 * A request that gets its result without being admitted.
 *
 * @param tenant with empty names where no known virtual key vouches for them
 * @param model as far as it could be read; else empty
 */
public record TurnedAway(
        String requestId,
        Tenant tenant,
        String model,
        Instant acceptedAt,
        RequestFacts.Echo echo,
        ResultStatus status,
        int statusCode,
        ResultError error) {}
