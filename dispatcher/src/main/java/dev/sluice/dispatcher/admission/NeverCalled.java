package dev.sluice.dispatcher.admission;

import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.NotCalledReason;
import dev.sluice.schemas.record.ResultError;
import dev.sluice.schemas.record.Tenant;
import java.time.Instant;
import java.util.Optional;

/** What an agent is told of a request that found no place in the waiting line. */
final class NeverCalled {

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    private NeverCalled() {}

    /** Too many of one's own are 429, a line that is too long for everybody is 503. */
    static int statusCode(AttemptEnd end) {
        return switch (reason(end)) {
            case QUEUE_FULL -> TOO_MANY_REQUESTS;
            case UNREACHABLE, EXPIRED, WITHDRAWN, COOLING, LANE_GONE, SHUTDOWN -> UNAVAILABLE;
        };
    }

    /** With the time at which it would be worth a try, where placement knows it. */
    static ResultError error(AttemptEnd end, String type, Tenant tenant, Instant now) {
        Optional<Long> after = end.getRetryAfterMillis().filter(millis -> millis > 0);
        return ResultError.newBuilder()
                .setType(type)
                .setMessage(end.getMessage().orElseGet(() -> words(end)))
                .setLimit(
                        reason(end) == NotCalledReason.QUEUE_FULL
                                ? tenant.getCustomer() + " max_waiting_per_customer"
                                : null)
                .setRetryAfterMillis(after.orElse(null))
                .setResetAt(after.map(now::plusMillis).orElse(null))
                .build();
    }

    private static String words(AttemptEnd end) {
        return switch (reason(end)) {
            case QUEUE_FULL -> "too many requests of this customer wait for the provider";
            case UNREACHABLE -> "the waiting line is longer than the time until the deadline";
            case LANE_GONE -> "no provider key serves this model";
            case EXPIRED, WITHDRAWN, COOLING, SHUTDOWN -> "no provider key took it";
        };
    }

    private static NotCalledReason reason(AttemptEnd end) {
        return end.getNotCalled().orElse(NotCalledReason.LANE_GONE);
    }
}
