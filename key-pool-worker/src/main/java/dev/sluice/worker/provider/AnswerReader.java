package dev.sluice.worker.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.schemas.record.TokenUsage;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads what a provider answered. Whatever cannot be read may have been billed: only an answer that
 * says so itself surely cost nothing.
 */
final class AnswerReader {

    private static final ByteBuffer NO_BODY = ByteBuffer.allocate(0);

    private AnswerReader() {}

    /**
     * @param now when the answer was there
     * @param secret that was sent, and must not be in what comes back
     */
    static CallOutcome read(Dialect dialect, ProviderReply reply, Instant now, SecretScrub secret) {
        return switch (reply) {
            case ProviderReply.NotSent(String why) -> Outcomes.notSent(why);
            case ProviderReply.Broken(String why) -> Outcomes.failed(ErrorClass.NETWORK, why);
            case ProviderReply.TimedOut(String why) -> Outcomes.failed(ErrorClass.TIMEOUT, why);
            case ProviderReply.Answered answer -> read(dialect, answer, now, secret);
        };
    }

    private static CallOutcome read(
            Dialect dialect, ProviderReply.Answered answer, Instant now, SecretScrub secret) {
        Head head =
                new Head(
                        dialect,
                        answer.status(),
                        answer.headers(),
                        PaceHeaders.read(answer.headers(), now),
                        now,
                        secret);
        boolean good = answer.status() >= 200 && answer.status() < 300;
        return switch (answer.content()) {
            case ProviderReply.Content.Whole(ByteBuffer bytes) ->
                    good ? head.good(secret.bytes(bytes)) : head.error(secret.bytes(bytes));
            case ProviderReply.Content.Cut _ when good ->
                    head.failed(ErrorClass.NETWORK, "the answer broke off");
            case ProviderReply.Content.Late(String why) when good ->
                    head.failed(ErrorClass.TIMEOUT, why);
            case ProviderReply.Content.TooLarge _ when good ->
                    head.failed(ErrorClass.RESPONSE_TOO_LARGE, "the answer is too large");
            // An error's status says enough where its body cannot be had.
            case ProviderReply.Content.Cut _,
                    ProviderReply.Content.Late _,
                    ProviderReply.Content.TooLarge _ ->
                    head.error(NO_BODY);
        };
    }

    /** What is known before the body is looked at. */
    private record Head(
            Dialect dialect,
            int status,
            AnswerHeaders headers,
            Pace pace,
            Instant now,
            SecretScrub secret) {

        CallOutcome good(ByteBuffer body) {
            Optional<JsonNode> json = dialect.parse(body);
            if (json.isEmpty() || !json.get().isObject()) {
                return failed(ErrorClass.UNKNOWN, "the answer is not a JSON object");
            }
            JsonNode root = json.get();
            return dialect.errorInside(root)
                    .map(error -> refused(error, Optional.of(root), body))
                    .orElseGet(() -> answered(root, body));
        }

        CallOutcome error(ByteBuffer body) {
            Optional<JsonNode> json = JsonBody.parse(body);
            return refused(ProviderError.of(status, json, body), json, body);
        }

        CallOutcome failed(ErrorClass errorClass, String why) {
            return outcome(Meaning.of(errorClass, status), errorClass, why, Optional.empty(), pace);
        }

        private CallOutcome answered(JsonNode root, ByteBuffer body) {
            Optional<TokenUsage> usage = dialect.usage(root);
            return new CallOutcome(
                    EndKind.ANSWERED,
                    usage.isPresent() ? Billing.ACTUAL : Billing.BOUND,
                    Optional.empty(),
                    Optional.of(status),
                    Optional.empty(),
                    Optional.of(dialect.answer(root, body)),
                    usage,
                    text(dialect.model(root)),
                    requestId().or(() -> text(dialect.id(root))),
                    pace);
        }

        private CallOutcome refused(ErrorWords error, Optional<JsonNode> json, ByteBuffer body) {
            ErrorClass errorClass = ErrorTable.classify(error);
            Meaning meaning = Meaning.of(errorClass, status);
            return outcome(
                    meaning,
                    errorClass,
                    error.message(),
                    Meaning.isForAgent(errorClass, meaning) && body.hasRemaining()
                            ? Optional.of(dialect.fault(error, body))
                            : Optional.empty(),
                    patience(errorClass, json));
        }

        /** Where no header says how long to wait, the body may. */
        private Pace patience(ErrorClass errorClass, Optional<JsonNode> json) {
            if (errorClass != ErrorClass.RATE_LIMIT) {
                return pace;
            }
            Optional<Duration> fromBody =
                    json.map(ProviderError::object)
                            .map(root -> QuotaDetails.read(root, now))
                            .flatMap(QuotaDetails::retryAfter)
                            .map(PaceHeaders::bounded);
            return pace.waiting(pace.retryAfter().or(() -> fromBody));
        }

        private CallOutcome outcome(
                Meaning meaning,
                ErrorClass errorClass,
                String message,
                Optional<ByteBuffer> response,
                Pace advice) {
            String text =
                    message.isBlank() ? "the provider answered " + status : secret.text(message);
            return new CallOutcome(
                    meaning.kind(),
                    meaning.billing(),
                    Optional.of(errorClass),
                    Optional.of(status),
                    Optional.of(Outcomes.cut(text)),
                    response,
                    Optional.empty(),
                    Optional.empty(),
                    requestId(),
                    advice);
        }

        private Optional<String> requestId() {
            return headers.firstOf(dialect.requestIdHeaders()).map(secret::text).map(Outcomes::cut);
        }

        private Optional<String> text(String said) {
            return Optional.of(said)
                    .filter(text -> !text.isEmpty())
                    .map(secret::text)
                    .map(Outcomes::cut);
        }
    }
}
