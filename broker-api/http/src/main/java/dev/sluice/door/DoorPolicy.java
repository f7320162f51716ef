package dev.sluice.door;

import dev.sluice.client.wire.BatchLine;
import dev.sluice.client.wire.OutgoingRequest;
import dev.sluice.config.SluiceConfig;
import dev.sluice.config.VirtualKeys;
import dev.sluice.schemas.record.InferenceResult;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * The rules of the door for one configuration. Immutable; any thread.
 *
 * <p>Of a request it checks only what the door itself needs: the key, that the body is JSON, and
 * the time to wait. Models, limits and budgets are admission's, so that each refusal is in the
 * audit log.
 */
public final class DoorPolicy {

    /** Whether a request's key is one of ours. */
    public sealed interface Authentication {
        /** The key with the team and customer it stands under. */
        record Accepted(VirtualKeys.Entry entry) implements Authentication {}

        /** It is not; the client learns no more than that. */
        record Refused(ApiError error) implements Authentication {}
    }

    /** What becomes of a chat completion request. */
    public sealed interface ChatDecision {
        /**
         * It goes to Kafka.
         *
         * @param answerBy when the door stops waiting: a while after the request's own deadline
         */
        record Publish(OutgoingRequest request, Instant answerBy) implements ChatDecision {}

        /** It is answered here. */
        record Refuse(ApiError error) implements ChatDecision {}
    }

    private final SluiceConfig config;
    private final Authenticator authenticator;

    private DoorPolicy(SluiceConfig config) {
        this.config = config;
        this.authenticator = new Authenticator(config);
    }

    public static DoorPolicy of(SluiceConfig config) {
        return new DoorPolicy(config);
    }

    /**
     * @param authorization value of the header of that name
     */
    public Authentication authenticate(Optional<String> authorization) {
        return authenticator.check(authorization);
    }

    /** A larger body is refused unread. */
    public int bodyBytesMax() {
        return config.requests().bodyBytesMax();
    }

    /**
     * @param headers value of the HTTP header with this lower-case name
     */
    public ChatDecision chat(
            VirtualKeys.Entry key,
            Function<String, Optional<String>> headers,
            byte[] body,
            Instant now) {
        if (body.length > bodyBytesMax()) {
            return new ChatDecision.Refuse(ApiError.tooLarge(bodyBytesMax()));
        }
        Optional<ApiError> malformed = ChatBody.check(body);
        if (malformed.isPresent()) {
            return new ChatDecision.Refuse(malformed.get());
        }
        Optional<Instant> answerBy =
                Deadlines.answerBy(headers.apply("sluice-deadline"), now, config.requests());
        if (answerBy.isEmpty()) {
            return new ChatDecision.Refuse(
                    ApiError.badRequest(
                            "The header sluice-deadline is none of an ISO instant, an ISO duration,"
                                    + " or like 30s, 10m, 2h, 1d.",
                            "sluice-deadline"));
        }
        ByteBuffer line =
                BatchLine.of(headers.apply("x-client-request-id"), BatchLine.CHAT_URL, body);
        return new ChatDecision.Publish(
                OutgoingRequest.of(key.tenant(), line, headers), answerBy.get());
    }

    /** The models that the key may name, in OpenAI's list shape. */
    public DoorAnswer models(VirtualKeys.Entry key) {
        return ModelList.of(config, key.key());
    }

    /** A result as an OpenAI client reads it. */
    public DoorAnswer answer(InferenceResult result, Instant now) {
        return ResultAnswers.of(result, now);
    }
}
