package dev.sluice.dispatcher.admission.ingress;

import dev.sluice.config.ActiveConfig;
import dev.sluice.config.CachePolicy;
import dev.sluice.config.ModelConfig;
import dev.sluice.config.RequestPolicy;
import dev.sluice.config.VirtualKeys;
import dev.sluice.dispatcher.admission.request.IncomingRequest;
import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.dispatcher.admission.request.TurnedAway;
import dev.sluice.schemas.id.RequestId;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Body;
import dev.sluice.schemas.record.ResultError;
import dev.sluice.schemas.record.ResultStatus;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/** Checks a request against the configuration and makes its first attempt as it would be sent. */
final class DraftMaker {

    private static final int TEXT_CHARS_MAX = 512;

    private final ActiveConfig config;
    private final RequestPolicy policy;
    private final Catalogue catalogue;
    private final Fallbacks fallbacks;

    DraftMaker(ActiveConfig config) {
        this.config = config;
        this.policy = config.config().requests();
        this.catalogue = new Catalogue(config);
        this.fallbacks = new Fallbacks(config);
    }

    /** Before there are requests. */
    void load() {
        catalogue.load();
    }

    Reading draft(VirtualKeys.Entry owner, Arrival arrival, Fields fields, RequestBody body)
            throws Flaw {
        Endpoint endpoint = check(fields);
        Instant deadline = deadline(fields, arrival);
        if (!arrival.now().isBefore(deadline)) {
            return new Reading.Turned(late(owner, arrival, body.model(), deadline));
        }
        ModelConfig model = model(owner, body.model());
        for (ModelConfig.Host host : model.hosts()) {
            endpoint.checkTakenBy(catalogue.providerType(host.provider()));
        }
        Optional<RequestFacts.Claim> claim = IdempotencyKey.claim(fields, body);
        int output = body.rewriteFor(model, endpoint);
        int input = body.count(catalogue.counter(model)).total();
        ByteBuffer bytes = body.bytes();
        SizeCheck.check(bytes.remaining(), policy.bodyBytesMax());
        RequestFacts facts =
                new RequestFacts(
                        arrival.requestId(),
                        owner.tenant(),
                        model.name(),
                        arrival.acceptedAt(),
                        deadline,
                        fields.calls(),
                        owner.key().whenFull().onLimit(fields.onLimit()),
                        claim,
                        fields.echo(),
                        fields.wishes().with(caching(owner, model, fields, body)));
        Attempt.Builder draft = common(facts, fields, arrival.now());
        catalogue
                .address(draft, model, facts)
                .setRefuseUnreachable(
                        Fallbacks.refusesUnreachable(facts, fallbacks.of(facts, endpoint.url())));
        draft.setWeight(owner.customer().weight())
                .setBody(new Body(bytes))
                .setInputTokens(input)
                .setMaxOutputTokens(output)
                .setReservation(catalogue.reservation(model.name(), input, output));
        return new Reading.Accepted(new IncomingRequest(facts, draft.build(), fields.tags()));
    }

    /** As the request says; else as its virtual key does; else as the model. */
    private static Optional<RequestFacts.Caching> caching(
            VirtualKeys.Entry owner, ModelConfig model, Fields fields, RequestBody body) {
        Optional<CachePolicy> policy =
                fields.cache().or(() -> owner.key().cache()).or(model::cache);
        return policy.flatMap(it -> body.caching(it, owner.customer().id(), model.name()));
    }

    private Attempt.Builder common(RequestFacts facts, Fields fields, Instant now) {
        RequestFacts.Echo echo = facts.echo();
        return Attempt.newBuilder()
                .setRequestId(facts.requestId())
                .setAttempt(1)
                .setTenant(facts.tenant())
                .setUrl(fields.url())
                .setDeadline(facts.deadline())
                .setPriority(fields.priority())
                .setIdempotencyKey(facts.claim().map(RequestFacts.Claim::key).orElse(null))
                .setRepeatable(facts.calls() == RequestFacts.Calls.REPEATABLE)
                .setCustomId(echo.customId().orElse(null))
                .setWorkflow(echo.workflow().orElse(null))
                .setStep(echo.step().orElse(null))
                .setTraceparent(echo.traceparent().orElse(null))
                .setAcceptedAt(facts.acceptedAt())
                .setAdmittedAt(now)
                .setConfigVersion(config.version());
    }

    private ModelConfig model(VirtualKeys.Entry owner, String name) throws Flaw {
        ModelConfig model =
                catalogue
                        .model(name)
                        .orElseThrow(() ->
                                new Flaw("model_not_found", 404, "no such model: " + cut(name)));
        if (!owner.key().models().contains(name)) {
            throw new Flaw("model_not_allowed", 403, "this virtual key may not use " + cut(name));
        }
        return model;
    }

    private static Endpoint check(Fields fields) throws Flaw {
        if (!fields.method().equals("POST")) {
            throw Flaw.invalid("method must be POST");
        }
        Endpoint endpoint = Endpoint.of(fields.url());
        RequestFacts.Echo echo = fields.echo();
        checkLength("custom_id", echo.customId());
        checkLength("workflow", echo.workflow());
        checkLength("step", echo.step());
        checkLength("traceparent", echo.traceparent());
        checkLength("idempotency key", fields.idempotencyKey());
        if (fields.wishes().pinning() == RequestFacts.Wishes.Pinning.WORKFLOW
                && echo.workflow().isEmpty()) {
            throw Flaw.invalid("sluice-pin needs a workflow: name it in sluice-workflow");
        }
        if (echo.replayOf().filter(id -> RequestId.parse(id).isEmpty()).isPresent()) {
            throw Flaw.invalid("sluice-replay-of is the id of a request");
        }
        return endpoint;
    }

    private static void checkLength(String what, Optional<String> text) throws Flaw {
        if (text.isPresent() && text.get().length() > TEXT_CHARS_MAX) {
            throw Flaw.invalid(what + " has at most " + TEXT_CHARS_MAX + " characters");
        }
    }

    /** The wish or the default, brought forward to the latest that is allowed. */
    private Instant deadline(Fields fields, Arrival arrival) {
        Instant from = arrival.acceptedAt();
        Instant latest = from.plus(policy.deadlineMax());
        Instant wish = fields.deadline().orElseGet(() -> from.plus(policy.defaultDeadline()));
        return wish.isAfter(latest) ? latest : wish;
    }

    private static TurnedAway late(
            VirtualKeys.Entry owner, Arrival arrival, String model, Instant deadline) {
        return new TurnedAway(
                arrival.requestId(),
                owner.tenant(),
                model,
                arrival.acceptedAt(),
                arrival.echo(),
                ResultStatus.EXPIRED,
                504,
                ResultError.newBuilder()
                        .setType("deadline_exceeded")
                        .setMessage("the deadline " + deadline + " had passed on arrival")
                        .build());
    }

    private static String cut(String name) {
        return name.length() <= 100 ? name : name.substring(0, 100) + "…";
    }
}
