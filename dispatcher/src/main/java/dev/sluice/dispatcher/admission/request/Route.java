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
 */
public record Route(List<Detour> detours, List<String> outLanes) {

    public static final Route DIRECT = new Route(List.of(), List.of());

    /** Why a workflow's request is sent to the model that answered its first one. */
    public static final String PINNED = "workflow_pinned";

    /**
     * @param reason in a word
     */
    public record Detour(String model, String reason) {}

    public Route {
        detours = List.copyOf(detours);
        outLanes = List.copyOf(outLanes);
    }

    /** The model that is called now. */
    public String model(String asked) {
        return detours.isEmpty() ? asked : detours.getLast().model();
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
        return new Route(more, List.of());
    }

    /** Without a lane that refuses the present model for good. */
    public Route without(String lane) {
        if (outLanes.contains(lane)) {
            return this;
        }
        List<String> more = new ArrayList<>(outLanes);
        more.add(lane);
        return new Route(detours, more);
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
        return left;
    }
}
