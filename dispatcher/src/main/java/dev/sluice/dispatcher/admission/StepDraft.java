package dev.sluice.dispatcher.admission;

import dev.sluice.dispatcher.admission.Step.Change;
import dev.sluice.dispatcher.admission.Step.Output;
import dev.sluice.dispatcher.admission.quota.LimitPath;
import dev.sluice.dispatcher.admission.quota.LimitUse;
import dev.sluice.dispatcher.admission.request.AnswerKey;
import dev.sluice.dispatcher.admission.request.AnswerRecord;
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
    private final Map<AnswerKey, Optional<AnswerRecord>> records = new LinkedHashMap<>();
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

    /** As an earlier part of this decision left it. */
    Optional<AnswerRecord> record(AnswerKey key) {
        Optional<AnswerRecord> changed = records.get(key);
        return changed == null ? view.record(key) : changed;
    }

    void put(AnswerKey key, AnswerRecord record) {
        records.put(key, Optional.of(record));
    }

    void forget(AnswerKey key) {
        records.put(key, Optional.empty());
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
        List<Change> all = new ArrayList<>(uses.size() + records.size() + changes.size());
        uses.forEach((path, use) -> all.add(new Change.PutUse(path, use)));
        records.forEach((key, after) -> change(key, view.record(key), after, all));
        all.addAll(changes);
        return new Step(all, outputs, freed);
    }

    /** With an answer that is no longer the record's, and a body that nobody shares any more. */
    private static void change(
            AnswerKey key,
            Optional<AnswerRecord> before,
            Optional<AnswerRecord> after,
            List<Change> into) {
        if (before.equals(after)) {
            return;
        }
        before.flatMap(StepDraft::answeredAt)
                .filter(at -> !after.flatMap(StepDraft::answeredAt).equals(Optional.of(at)))
                .ifPresent(at -> into.add(new Change.DropAnswer(key, at)));
        if (isShared(before) && !isShared(after)) {
            into.add(new Change.RemoveSharedBody(key));
        }
        after.ifPresentOrElse(
                record -> into.add(new Change.PutRecord(key, before, record)),
                () -> before.ifPresent(old -> into.add(new Change.RemoveRecord(key, old))));
    }

    private static Optional<Instant> answeredAt(AnswerRecord record) {
        return record.standing() instanceof AnswerRecord.Standing.Answered answered
                ? Optional.of(answered.at())
                : Optional.empty();
    }

    private static boolean isShared(Optional<AnswerRecord> record) {
        return record.filter(it -> !it.joiners().isEmpty()).isPresent();
    }
}
