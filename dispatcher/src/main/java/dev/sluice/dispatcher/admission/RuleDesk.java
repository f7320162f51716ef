package dev.sluice.dispatcher.admission;

import dev.sluice.config.rule.RuleInput;
import dev.sluice.config.rule.Rules;
import dev.sluice.config.rule.Ruling;
import dev.sluice.config.rule.Ruling.Said;
import dev.sluice.dispatcher.admission.ingress.Fallbacks;
import dev.sluice.dispatcher.admission.quota.Fullest;
import dev.sluice.dispatcher.admission.quota.LimitPath.Counted;
import dev.sluice.dispatcher.admission.quota.QuotaLimit;
import dev.sluice.dispatcher.admission.request.IncomingRequest;
import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.dispatcher.admission.request.Route;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Priority;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What the rules of the configuration make of a request that just came. */
final class RuleDesk {

    static final String DENIED = "denied_by_rule";
    static final String FAILED = "rule_failed";

    private static final int FORBIDDEN = 403;
    private static final int INTERNAL_ERROR = 500;

    private final Rules rules;
    private final Fallbacks fallbacks;
    private final Function<String, List<QuotaLimit>> limits;

    /**
     * @param limits of a virtual key
     */
    RuleDesk(Rules rules, Fallbacks fallbacks, Function<String, List<QuotaLimit>> limits) {
        this.rules = rules;
        this.fallbacks = fallbacks;
        this.limits = limits;
    }

    /** What becomes of it. */
    sealed interface Fate {

        /** It goes on with this attempt, on this way. */
        record Onward(RequestFacts facts, Attempt body, Route route) implements Fate {}

        /** It ends. */
        record Out(String type, int statusCode, String rule, String why) implements Fate {
            String message() {
                return "rule " + rule + ": " + why;
            }
        }
    }

    Fate judge(StepDraft draft, IncomingRequest request) {
        if (rules.isEmpty()) {
            return new Fate.Onward(request.facts(), request.draft(), Route.DIRECT);
        }
        String key = request.facts().tenant().getVirtualKey();
        RuleInput.Uses uses =
                kind -> Fullest.percent(limits.apply(key), counted(kind), draft::use, draft.now());
        return switch (rules.judge(
                new RuleInput(request.draft(), request.tags(), draft.now(), uses))) {
            case Ruling.Denied(String rule, String message) ->
                    new Fate.Out(DENIED, FORBIDDEN, rule, message);
            case Ruling.Failed(String rule, String why) -> failed(rule, why);
            case Ruling.Steered steered -> steer(request, steered);
        };
    }

    private static Set<Counted> counted(RuleInput.Kind kind) {
        return switch (kind) {
            case BUDGET -> Set.of(Counted.USD);
            case TOKENS -> Set.of(Counted.TOKENS, Counted.INPUT_TOKENS, Counted.OUTPUT_TOKENS);
            case REQUESTS -> Set.of(Counted.REQUESTS);
            case CONCURRENT -> Set.of(Counted.CONCURRENT);
        };
    }

    private static Fate.Out failed(String rule, String why) {
        return new Fate.Out(FAILED, INTERNAL_ERROR, rule, why);
    }

    private Fate steer(IncomingRequest request, Ruling.Steered steered) {
        RequestFacts facts = request.facts();
        Route chained =
                steered.fallback()
                        .map(it -> Route.DIRECT.with(new Route.Chain(it.rule(), it.what())))
                        .orElse(Route.DIRECT);
        Optional<Said<String>> elsewhere =
                steered.route().filter(it -> !it.what().equals(facts.model()));
        if (elsewhere.isEmpty()) {
            boolean refuses = refuses(facts, chained, request.draft());
            return onward(facts, steered, with(request.draft(), steered, refuses), chained);
        }
        return routed(request, steered, chained, elsewhere.get());
    }

    private Fate routed(
            IncomingRequest request, Ruling.Steered steered, Route chained, Said<String> to) {
        RequestFacts facts = request.facts();
        Attempt asked = request.draft();
        String model = to.what();
        if (!fallbacks.isAllowed(facts, model)) {
            return failed(to.rule(), "routes to " + model + ", which this virtual key may not use");
        }
        if (!fallbacks.isTaken(model, asked.getUrl())) {
            return failed(to.rule(), "routes to " + model + ", which does not take this url");
        }
        Route route = chained.byRule(to.rule(), model);
        List<String> orElse = fallbacks.of(facts, route, asked.getUrl());
        return fallbacks
                .draft(asked, facts, model, orElse)
                .<Fate>map(body ->
                        onward(
                                facts,
                                steered,
                                with(body, steered, body.getRefuseUnreachable()),
                                route))
                .orElseGet(() ->
                        failed(
                                to.rule(),
                                "routes to " + model + ", which does not take this request"));
    }

    private static Fate.Onward onward(
            RequestFacts facts, Ruling.Steered steered, Attempt body, Route route) {
        return new Fate.Onward(
                RuledCaching.of(facts, steered.cache().map(Said::what), body), body, route);
    }

    private boolean refuses(RequestFacts facts, Route route, Attempt body) {
        return Fallbacks.refusesUnreachable(facts, fallbacks.of(facts, route, body.getUrl()));
    }

    /** A copy costs as much as the body is long: not made where nothing is another. */
    private static Attempt with(Attempt body, Ruling.Steered steered, boolean refuseUnreachable) {
        Priority priority = steered.priority().map(Said::what).orElse(body.getPriority());
        return priority == body.getPriority() && refuseUnreachable == body.getRefuseUnreachable()
                ? body
                : Attempt.newBuilder(body)
                        .setPriority(priority)
                        .setRefuseUnreachable(refuseUnreachable)
                        .build();
    }
}
