package dev.sluice.client;

import dev.sluice.schemas.id.RequestId;
import dev.sluice.schemas.money.PicoUsd;
import dev.sluice.schemas.record.CachedAnswer;
import dev.sluice.schemas.record.Degradation;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.ResultError;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.schemas.record.Served;
import dev.sluice.schemas.record.Tenant;
import dev.sluice.schemas.record.TokenUsage;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The one terminal result of a request. Immutable. */
public final class Result {

    private final InferenceResult result;
    private final RequestId requestId;

    private Result(InferenceResult result, RequestId requestId) {
        this.result = result;
        this.requestId = requestId;
    }

    /**
     * @throws IllegalArgumentException where its request id is none
     */
    static Result of(InferenceResult result) {
        RequestId id =
                RequestId.parse(result.getRequestId())
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "not a request id: " + result.getRequestId()));
        return new Result(result, id);
    }

    /** Position of the request in {@code inference.requests}. */
    public RequestId requestId() {
        return requestId;
    }

    public Optional<String> customId() {
        return result.getCustomId();
    }

    public ResultStatus status() {
        return result.getStatus();
    }

    /** Whether {@link #body()} is a model's answer. */
    public boolean answered() {
        return status() == ResultStatus.ANSWERED;
    }

    /** The HTTP status that a door answers with. */
    public int statusCode() {
        return result.getStatusCode();
    }

    /** What the provider said, in UTF-8: an answer, or its own words about a refusal. */
    public Optional<String> body() {
        return bytes().map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** As {@link #body()}, a copy. */
    public Optional<byte[]> bytes() {
        return result.getBody().map(Result::copy);
    }

    /** Why there is no answer. */
    public Optional<ResultError> error() {
        return result.getError();
    }

    /** Attempts that were opened. */
    public int attempts() {
        return result.getAttempts();
    }

    /** Provider, model and id of the provider key that answered. */
    public Optional<Served> served() {
        return result.getServed();
    }

    /** Tokens as the provider counted them. */
    public Optional<TokenUsage> usage() {
        return result.getUsage();
    }

    /** US dollars of all attempts, those of unknown outcome at their bound; 12 decimals. */
    public BigDecimal cost() {
        return PicoUsd.toUsd(result.getCostPicos());
    }

    /** From acceptance to the start of the call that answered. */
    public Duration queued() {
        return Duration.ofMillis(result.getQueueMillis());
    }

    /** Length of the call that answered. */
    public Duration provider() {
        return Duration.ofMillis(result.getProviderMillis());
    }

    public Optional<String> workflow() {
        return result.getWorkflow();
    }

    public Optional<String> step() {
        return result.getStep();
    }

    /** Whether this is the recorded answer of an earlier request with the same key. */
    public boolean replayed() {
        return result.getReplayed();
    }

    /** Whether another model answered than the one that was asked. */
    public boolean degraded() {
        return result.getDegraded();
    }

    /** Which model was asked, which answered and why; set exactly where {@link #degraded()}. */
    public Optional<Degradation> degradation() {
        return result.getDegradation();
    }

    /** Whether it is the answer to an equal request. */
    public boolean cached() {
        return result.getCached();
    }

    /** To which request, and how old it was; set exactly where {@link #cached()}. */
    public Optional<CachedAnswer> cachedAnswer() {
        return result.getCachedAnswer();
    }

    /** Customer, team and virtual key; all empty where the request named no known key. */
    public Tenant tenant() {
        return result.getTenant();
    }

    /** When the request was taken. */
    public Instant acceptedAt() {
        return result.getAcceptedAt();
    }

    /** When this result was decided. */
    public Instant finishedAt() {
        return result.getFinishedAt();
    }

    private static byte[] copy(ByteBuffer body) {
        byte[] bytes = new byte[body.remaining()];
        body.duplicate().get(bytes);
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Result another && result.equals(another.result);
    }

    @Override
    public int hashCode() {
        return result.hashCode();
    }

    /** Without the body: an answer does not belong into logs. */
    @Override
    public String toString() {
        return "Result[%s, customId=%s, %s %d, %d attempts, %s USD%s]"
                .formatted(
                        requestId,
                        customId().orElse("-"),
                        status(),
                        statusCode(),
                        attempts(),
                        cost().toPlainString(),
                        error().map(error -> ", " + error.getType()).orElse(""));
    }
}
