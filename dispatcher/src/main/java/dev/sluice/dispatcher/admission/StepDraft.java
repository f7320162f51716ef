package dev.sluice.dispatcher.admission;

import dev.sluice.dispatcher.admission.Step.Change;
import dev.sluice.dispatcher.admission.Step.Output;
import dev.sluice.dispatcher.admission.quota.LimitPath;
import dev.sluice.dispatcher.admission.quota.LimitUse;
import dev.sluice.dispatcher.admission.request.RequestState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A {@link Step} in the making: collects what one decision changes, and lets its later parts see
 * what its earlier ones changed of the limits. Lives as long as one decision.
 */
final class StepDraft {

    private final AdmissionView view;
    private final Instant now;
    private final Map<LimitPath, LimitUse> uses = new LinkedHashMap<>();
    private final List<LimitPath> freed = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private final List<Output> outputs = new ArrayList<>();

    StepDraft(AdmissionView view, Instant now) {
        this.view = view;
        this.now = now;
    }

    AdmissionView view() {
        return view;
    }

    Instant now() {
        return now;
    }

    LimitUse use(LimitPath path) {
        LimitUse changed = uses.get(path);
        return changed == null ? view.use(path) : changed;
    }

    /** Takes over uses after a reservation or a settlement. */
    void put(Map<LimitPath, LimitUse> after) {
        after.forEach((path, use) -> {
            LimitUse before = use(path);
            // A hold that became spend counts too: who waited for it is refused now.
            if (use.total() < before.total() || use.held() < before.held()) {
                freed.add(path);
            }
            uses.put(path, use);
        });
    }

    void change(Change change) {
        changes.add(change);
    }

    void say(Output output) {
        outputs.add(output);
    }

    void replace(RequestState before, RequestState after) {
        changes.add(new Change.PutRequest(Optional.of(before), after));
    }

    void begin(RequestState fresh) {
        changes.add(new Change.PutRequest(Optional.empty(), fresh));
    }

    Step done() {
        List<Change> all = new ArrayList<>(uses.size() + changes.size());
        uses.forEach((path, use) -> all.add(new Change.PutUse(path, use)));
        all.addAll(changes);
        return new Step(all, outputs, freed);
    }
}
