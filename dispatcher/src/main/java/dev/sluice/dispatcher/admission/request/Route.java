package dev.sluice.dispatcher.admission.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a request was sent in place of the model that it asked for, and who will not serve it.
 *
 * @param detours in the order in which they were taken; the last one is the present model
 * @param outLanes lanes that refused the present model for good, such as for a model that they do
 *     not have
 * @param chain the models that may answer where the present one cannot, where a rule named them
 */
public record Route(List<Detour> detours, List<String> outLanes, Optional<Chain> chain) {

    public static final Route DIRECT = new Route(List.of(), List.of());

    /** Why a workflow's request is sent to the model that answered its first one. */
    public static final String PINNED = "workflow_pinned";

    private static final String BY_RULE = "rule ";

    /**
     * @param reason in a word, or {@code rule NAME}
     */
    public record Detour(String model, String reason) {}

    /** Fallbacks in place of the route's own, by the configuration's will. */
    public record Chain(String rule, List<String> models) {
        public Chain {
            models = List.copyOf(models);
        }
    }

    public Route {
        detours = List.copyOf(detours);
        outLanes = List.copyOf(outLanes);
    }

    /** With the fallbacks of the model's route. */
    public Route(List<Detour> detours, List<String> outLanes) {
        this(detours, outLanes, Optional.empty());
    }

    /** The model that is called now. */
    public String model(String asked) {
        return detours.isEmpty() ? asked : detours.getLast().model();
    }

    /** The model whose fallbacks count: where a rule sent the request, that is as if asked for. */
    public String head(String asked) {
        return isRuled() ? detours.getFirst().model() : asked;
    }

    /** Whether the model is called that was asked for, or that a rule put in its place. */
    public boolean isAtHead(String asked) {
        return model(asked).equals(head(asked));
    }

    /** Why this model is called; empty where nobody took a detour there. */
    public Optional<String> reasonFor(String model) {
        return detours.stream()
                .filter(detour -> detour.model().equals(model))
                .map(Detour::reason)
                .findFirst();
    }

    /** On to another model, whose lanes have refused nothing yet. */
    public Route to(String model, String reason) {
        List<Detour> more = new ArrayList<>(detours);
        more.add(new Detour(model, reason));
        return new Route(more, List.of(), chain);
    }

    /** To the model that a rule names. */
    public Route byRule(String rule, String model) {
        return to(model, BY_RULE + rule);
    }

    /** On to a fallback; where a rule named it, that is said. */
    public Route fallingBack(String model, String reason) {
        return to(model, chain.map(it -> reason + " (" + BY_RULE + it.rule() + ")").orElse(reason));
    }

    public Route with(Chain named) {
        return new Route(detours, outLanes, Optional.of(named));
    }

    /** Without a lane that refuses the present model for good. */
    public Route without(String lane) {
        if (outLanes.contains(lane)) {
            return this;
        }
        List<String> more = new ArrayList<>(outLanes);
        more.add(lane);
        return new Route(detours, more, chain);
    }

    /** Those of a model's route that this request was not sent to yet, in the route's order. */
    public List<String> left(String asked, List<String> fallbacks) {
        boolean pinned = reasonFor(model(asked)).filter(PINNED::equals).isPresent();
        List<String> left = new ArrayList<>();
        if (pinned) {
            left.add(asked); // it was passed over, not tried
        }
        left.addAll(fallbacks);
        left.removeIf(model -> reasonFor(model).isPresent());
        if (!pinned && !isRuled()) {
            left.remove(asked); // a rule's chain may name it
        }
        return left;
    }

    private boolean isRuled() {
        return !detours.isEmpty() && detours.getFirst().reason().startsWith(BY_RULE);
    }
}
