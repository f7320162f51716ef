package dev.sluice.door;

import dev.sluice.client.wire.BatchLine;
import dev.sluice.client.wire.OutgoingRequest;
import dev.sluice.config.SluiceConfig;
import dev.sluice.config.VirtualKeys;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.signature.SigningKey;
import dev.sluice.schemas.url.GenerateContentUrl;
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
        /**
         * The key with the team and customer it stands under.
         *
         * @param signingKey of the secret that was presented: what the door publishes is signed
         *     with it, as the Kafka door may ask for that
         */
        record Accepted(VirtualKeys.Entry entry, SigningKey signingKey) implements Authentication {}

        /** It is not, or not now; a stranger learns no more than that. */
        record Refused(ApiError error) implements Authentication {}
    }

    /** What becomes of a request for an answer. */
    public sealed interface Decision {
        /**
         * It goes to Kafka.
         *
         * @param answerBy when the door stops waiting: a while after the request's own deadline
         */
        record Publish(OutgoingRequest request, Instant answerBy) implements Decision {}

        /** It is answered here. */
        record Refuse(ApiError error) implements Decision {}
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
     * @param headers value of the HTTP header with this lower-case name
     */
    public Authentication authenticate(
            Dialect dialect, Function<String, Optional<String>> headers, Instant now) {
        return authenticator.check(dialect, headers, now);
    }

    /** A larger body is refused unread. */
    public int bodyBytesMax() {
        return config.requests().bodyBytesMax();
    }

    /**
     * @param path of an endpoint, as it came
     * @param headers value of the HTTP header with this lower-case name
     */
    public Decision ask(
            VirtualKeys.Entry key,
            String path,
            Function<String, Optional<String>> headers,
            byte[] body,
            Instant now) {
        if (GenerateContentUrl.isStreaming(path)) {
            return new Decision.Refuse(
                    ApiError.streaming("ask for :generateContent", "streamGenerateContent"));
        }
        if (body.length > bodyBytesMax()) {
            return new Decision.Refuse(ApiError.tooLarge(bodyBytesMax()));
        }
        Optional<ApiError> malformed = BodyCheck.check(body, model(path));
        if (malformed.isPresent()) {
            return new Decision.Refuse(malformed.get());
        }
        Optional<Instant> answerBy =
                Deadlines.answerBy(headers.apply("sluice-deadline"), now, config.requests());
        if (answerBy.isEmpty()) {
            return new Decision.Refuse(
                    ApiError.badRequest(
                            "The header sluice-deadline is none of an ISO instant, an ISO duration,"
                                    + " or like 30s, 10m, 2h, 1d.",
                            "sluice-deadline"));
        }
        ByteBuffer line = BatchLine.of(headers.apply("x-client-request-id"), path, body);
        return new Decision.Publish(
                OutgoingRequest.of(key.tenant(), line, headers), answerBy.get());
    }

    /** The models that the key may name, in OpenAI's list shape. */
    public DoorAnswer models(VirtualKeys.Entry key) {
        return ModelList.of(config, key.key());
    }

    /** A result as a client of this dialect reads it. */
    public DoorAnswer answer(InferenceResult result, Dialect dialect, Instant now) {
        return ResultAnswers.of(result, dialect, now);
    }

    private static BodyCheck.Model model(String path) {
        return GenerateContentUrl.parse(path).isPresent()
                ? BodyCheck.Model.IN_PATH
                : BodyCheck.Model.IN_BODY;
    }
}
