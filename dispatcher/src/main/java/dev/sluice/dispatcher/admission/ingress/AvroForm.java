package dev.sluice.dispatcher.admission.ingress;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.config.CachePolicy;
import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.schemas.record.CacheWish;
import dev.sluice.schemas.record.InferenceRequest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/** The fields of a request that was published in Avro. */
final class AvroForm {

    private AvroForm() {}

    static RequestFacts.Echo echo(InferenceRequest request) {
        return new RequestFacts.Echo(
                request.getCustomId(),
                request.getWorkflow(),
                request.getStep(),
                request.getTraceparent(),
                request.getReplayOf());
    }

    static Fields fields(InferenceRequest request, int bodyBytesMax) throws Flaw {
        return new Fields(
                request.getMethod(),
                request.getUrl(),
                body(request, bodyBytesMax),
                idempotencyKey(request),
                request.getDeadline(),
                request.getPriority(),
                request.getRepeatable() ? RequestFacts.Calls.REPEATABLE : RequestFacts.Calls.ONCE,
                request.getOnLimit(),
                echo(request),
                wishes(request),
                cache(request),
                Tags.checked(request.getTags()));
    }

    private static Optional<CachePolicy> cache(InferenceRequest request) throws Flaw {
        if (request.getCache().isEmpty()) {
            return Optional.empty();
        }
        CacheWish wish = request.getCache().get();
        CachePolicy.Requests requests =
                switch (wish.getRequests()) {
                    case DETERMINISTIC -> CachePolicy.Requests.DETERMINISTIC;
                    case ANY -> CachePolicy.Requests.ANY;
                };
        return Optional.of(CacheText.of(Duration.ofMillis(wish.getMaxAgeMillis()), requests));
    }

    private static RequestFacts.Wishes wishes(InferenceRequest request) {
        return new RequestFacts.Wishes(
                request.getFallback(),
                request.getOnUnreachable(),
                request.getPinModel()
                        ? RequestFacts.Wishes.Pinning.WORKFLOW
                        : RequestFacts.Wishes.Pinning.NONE);
    }

    static Optional<String> idempotencyKey(InferenceRequest request) {
        return request.getIdempotencyKey().filter(key -> !key.isEmpty());
    }

    private static JsonNode body(InferenceRequest request, int bodyBytesMax) throws Flaw {
        if (!(request.getBody().getContent() instanceof ByteBuffer bytes)) {
            throw Flaw.invalid("a body is sent inline, not by reference");
        }
        SizeCheck.check(bytes.remaining(), bodyBytesMax);
        return Json.read(bytes);
    }
}
