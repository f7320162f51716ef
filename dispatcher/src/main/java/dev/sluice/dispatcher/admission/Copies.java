package dev.sluice.dispatcher.admission;

import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.dispatcher.admission.request.RequestState.Tally;
import dev.sluice.dispatcher.admission.request.Route;
import dev.sluice.schemas.record.CachedAnswer;
import dev.sluice.schemas.record.Degradation;
import dev.sluice.schemas.record.InferenceResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The answer of one request as the result of another, which costs nothing again. */
final class Copies {

    private final Results results;

    Copies(Results results) {
        this.results = results;
    }

    /** For a request with the same idempotency key. */
    InferenceResult repeated(RequestFacts facts, InferenceResult recorded, Instant now) {
        return copy(facts, recorded, now)
                .setReplayed(true)
                .setCached(recorded.getCached())
                .setCachedAnswer(recorded.getCachedAnswer().orElse(null))
                .build();
    }

    /**
     * For an equal request. Where a rule sent it to the model that answered, its result says so,
     * whether or not one sent the other there, too.
     *
     * @param at when the answer was given
     */
    InferenceResult cached(
            RequestFacts facts, Route route, InferenceResult recorded, Instant at, Instant now) {
        long age = Math.max(0, Duration.between(at, now).toMillis());
        Optional<Degradation> ruled = ruled(facts.model(), route);
        return copy(facts, recorded, now)
                .setDegraded(ruled.isPresent())
                .setDegradation(ruled.orElse(null))
                .setCached(true)
                .setCachedAnswer(new CachedAnswer(age, recorded.getRequestId()))
                .build();
    }

    private static Optional<Degradation> ruled(String asked, Route route) {
        String head = route.head(asked);
        return head.equals(asked)
                ? Optional.empty()
                : route.reasonFor(head).map(reason -> new Degradation(asked, head, reason));
    }

    private InferenceResult.Builder copy(
            RequestFacts facts, InferenceResult recorded, Instant now) {
        return results.about(facts, Tally.NONE, now)
                .setStatus(recorded.getStatus())
                .setStatusCode(recorded.getStatusCode())
                .setBody(recorded.getBody().orElse(null))
                .setError(recorded.getError().orElse(null))
                .setServed(recorded.getServed().orElse(null))
                .setUsage(recorded.getUsage().orElse(null))
                .setDegraded(recorded.getDegraded())
                .setDegradation(recorded.getDegradation().orElse(null));
    }
}
