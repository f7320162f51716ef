package dev.sluice.dispatcher.admission;

import dev.sluice.dispatcher.admission.request.Cancel;
import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.dispatcher.admission.request.RequestState;
import dev.sluice.dispatcher.admission.request.RequestState.Tally;
import dev.sluice.dispatcher.admission.request.TurnedAway;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.Degradation;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.ResultError;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.schemas.record.Served;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Builds the one terminal result of a request. */
final class Results {

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int BAD_GATEWAY = 502;
    private static final int UNAVAILABLE = 503;
    private static final int GATEWAY_TIMEOUT = 504;

    private final long configVersion;

    Results(long configVersion) {
        this.configVersion = configVersion;
    }

    /** Where another model answered than the one asked for, the result says so. */
    InferenceResult answered(RequestState state, AttemptEnd end, Rates rates, Instant now) {
        RequestFacts facts = state.facts();
        Optional<Degradation> degradation = degradation(state, end);
        return timed(rated(about(facts, state.tally(), now), rates), facts, end)
                .setDegraded(degradation.isPresent())
                .setDegradation(degradation.orElse(null))
                .setStatus(ResultStatus.ANSWERED)
                .setStatusCode(end.getStatusCode().orElse(OK))
                .setBody(end.getResponse().orElse(null))
                .setUsage(end.getUsage().orElse(null))
                .build();
    }

    /** A failure that the agent can do something about comes with the provider's own words. */
    InferenceResult failed(RequestState state, AttemptEnd end, NextStep.Fail why, Instant now) {
        RequestFacts facts = state.facts();
        InferenceResult.Builder result = about(facts, state.tally(), now).setStatus(why.status());
        if (end.getNotCalled().isPresent()) {
            return result.setStatusCode(NeverCalled.statusCode(end))
                    .setError(NeverCalled.error(end, why.type(), facts.tenant(), now))
                    .build();
        }
        if (isFaultOfDetour(state, end)) {
            return timed(result, facts, end)
                    .setStatusCode(BAD_GATEWAY)
                    .setError(error(why.type(), detourWords(state, end)))
                    .build();
        }
        return timed(result, facts, end)
                .setStatusCode(statusCode(end))
                .setBody(end.getResponse().orElse(null))
                .setUsage(end.getUsage().orElse(null))
                .setError(error(why.type(), words(end)))
                .build();
    }

    /** The caller asked for another model, which perhaps takes what this one does not. */
    private static boolean isFaultOfDetour(RequestState state, AttemptEnd end) {
        return state.onDetour()
                && end.getErrorClass().filter(ErrorClass.INVALID_REQUEST::equals).isPresent();
    }

    private static String detourWords(RequestState state, AttemptEnd end) {
        return "in place of %s (%s), %s does not take this request: %s"
                .formatted(
                        state.facts().model(),
                        state.route().detours().getFirst().reason(),
                        state.model(),
                        words(end));
    }

    private static Optional<Degradation> degradation(RequestState state, AttemptEnd end) {
        String asked = state.facts().model();
        String served = end.getModel();
        return served.equals(asked)
                ? Optional.empty()
                : Optional.of(
                        new Degradation(
                                asked, served, state.route().reasonFor(served).orElse("fallback")));
    }

    InferenceResult cancelled(RequestFacts facts, Tally tally, Cancel cancel, Instant now) {
        String by = "cancelled by " + cancel.by().getVirtualKey();
        return about(facts, tally, now)
                .setStatus(ResultStatus.CANCELLED)
                .setStatusCode(CONFLICT)
                .setError(
                        error(
                                "cancelled",
                                cancel.reason().map(reason -> by + ": " + reason).orElse(by)))
                .build();
    }

    InferenceResult expired(RequestFacts facts, Tally tally, Instant now) {
        return expired(
                facts,
                tally,
                error(Refusals.DEADLINE_EXCEEDED, "no answer before " + facts.deadline()),
                now);
    }

    /** As above, where it is known what was in the way. */
    InferenceResult expired(RequestFacts facts, Tally tally, ResultError error, Instant now) {
        return about(facts, tally, now)
                .setStatus(ResultStatus.EXPIRED)
                .setStatusCode(GATEWAY_TIMEOUT)
                .setError(error)
                .build();
    }

    /**
     * A limit was in the way; of a request that was called before, this ends it as failed. One that
     * no time helps is a bad request, as one that is too long for its model: clients repeat a 429.
     */
    InferenceResult overLimit(
            RequestFacts facts, Tally tally, ResultError error, Rates rates, Instant now) {
        return rated(about(facts, tally, now), rates)
                .setStatus(refused(tally))
                .setStatusCode(
                        error.getRetryAfterMillis().isPresent() ? TOO_MANY_REQUESTS : BAD_REQUEST)
                .setError(error)
                .build();
    }

    InferenceResult refused(RequestFacts facts, Tally tally, ResultError error, Instant now) {
        return about(facts, tally, now)
                .setStatus(refused(tally))
                .setStatusCode(
                        error.getType().startsWith("idempotency_") ? CONFLICT : TOO_MANY_REQUESTS)
                .setError(error)
                .build();
    }

    /** The configuration changed since it was read; it may have been called before that. */
    InferenceResult turnedOut(RequestFacts facts, Tally tally, Rights.Loss loss, Instant now) {
        return about(facts, tally, now)
                .setStatus(refused(tally))
                .setStatusCode(loss.statusCode())
                .setError(loss.error())
                .build();
    }

    /** A rule denied it, or had no answer. */
    InferenceResult ruledOut(RequestFacts facts, RuleDesk.Fate.Out out, Instant now) {
        return about(facts, Tally.NONE, now)
                .setStatus(ResultStatus.REFUSED)
                .setStatusCode(out.statusCode())
                .setError(error(out.type(), out.message()))
                .build();
    }

    InferenceResult turnedAway(TurnedAway away, Instant now) {
        return InferenceResult.newBuilder()
                .setRequestId(away.requestId())
                .setCustomId(away.echo().customId().orElse(null))
                .setTenant(away.tenant())
                .setStatus(away.status())
                .setStatusCode(away.statusCode())
                .setModel(away.model())
                .setError(away.error())
                .setWorkflow(away.echo().workflow().orElse(null))
                .setStep(away.echo().step().orElse(null))
                .setTraceparent(away.echo().traceparent().orElse(null))
                .setReplayOf(away.echo().replayOf().orElse(null))
                .setAcceptedAt(away.acceptedAt())
                .setFinishedAt(now)
                .setConfigVersion(configVersion)
                .build();
    }

    static ResultError error(String type, String message) {
        return ResultError.newBuilder().setType(type).setMessage(message).build();
    }

    /** What every result of a request says, whatever became of it. */
    InferenceResult.Builder about(RequestFacts facts, Tally tally, Instant now) {
        RequestFacts.Echo echo = facts.echo();
        return InferenceResult.newBuilder()
                .setRequestId(facts.requestId())
                .setCustomId(echo.customId().orElse(null))
                .setTenant(facts.tenant())
                .setModel(facts.model())
                .setAttempts(tally.attempts())
                .setCostPicos(tally.costPicos())
                .setWorkflow(echo.workflow().orElse(null))
                .setStep(echo.step().orElse(null))
                .setTraceparent(echo.traceparent().orElse(null))
                .setReplayOf(echo.replayOf().orElse(null))
                .setAcceptedAt(facts.acceptedAt())
                .setFinishedAt(now)
                .setConfigVersion(configVersion);
    }

    private static InferenceResult.Builder rated(InferenceResult.Builder result, Rates rates) {
        return result.setRequestRate(rates.requests().orElse(null))
                .setTokenRate(rates.tokens().orElse(null));
    }

    private static InferenceResult.Builder timed(
            InferenceResult.Builder result, RequestFacts facts, AttemptEnd end) {
        end.getStartedAt()
                .ifPresent(started ->
                        result.setQueueMillis(millis(facts.acceptedAt(), started))
                                .setProviderMillis(millis(started, end.getEndedAt())));
        return result.setServed(
                Served.newBuilder()
                        .setProvider(end.getProvider())
                        .setModel(end.getServedModel().orElse(null))
                        .setProviderKey(end.getProviderKey().orElse(null))
                        .setLane(end.getLane().orElse(null))
                        .setProviderRequestId(end.getProviderRequestId().orElse(null))
                        .build());
    }

    /** Clocks of two hosts may differ: a time is never negative. */
    private static long millis(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toMillis());
    }

    private static ResultStatus refused(Tally tally) {
        return tally.attempts() == 0 ? ResultStatus.REFUSED : ResultStatus.FAILED;
    }

    private static int statusCode(AttemptEnd end) {
        return switch (end.getErrorClass().orElse(ErrorClass.UNKNOWN)) {
            case INVALID_REQUEST, CONTEXT_WINDOW, CONTENT_POLICY ->
                    end.getStatusCode().orElse(BAD_REQUEST);
            case RATE_LIMIT, OVERLOADED -> UNAVAILABLE;
            case TIMEOUT -> GATEWAY_TIMEOUT;
            case MODEL_GONE, MODEL_ACCESS -> NOT_FOUND;
            case AUTH, BILLING, SERVER_ERROR, NETWORK -> BAD_GATEWAY;
            case REGION_BLOCKED, RESPONSE_TOO_LARGE -> BAD_GATEWAY;
            case UNKNOWN -> BAD_GATEWAY;
        };
    }

    /** What a provider says about its own trouble, or about our key, is not for an agent's eyes. */
    private static String words(AttemptEnd end) {
        ErrorClass errorClass = end.getErrorClass().orElse(ErrorClass.UNKNOWN);
        String ours = "the last attempt failed: " + errorClass.name().toLowerCase(Locale.ROOT);
        return switch (errorClass) {
            case INVALID_REQUEST, CONTEXT_WINDOW, CONTENT_POLICY, RESPONSE_TOO_LARGE ->
                    end.getMessage().orElse(ours);
            case UNKNOWN -> end.getKind() == EndKind.FAILED ? ours : end.getMessage().orElse(ours);
            case RATE_LIMIT, OVERLOADED, TIMEOUT, AUTH, BILLING -> ours;
            case MODEL_GONE, MODEL_ACCESS -> "no provider key has this model, or may use it";
            case SERVER_ERROR, NETWORK, REGION_BLOCKED -> ours;
        };
    }
}
