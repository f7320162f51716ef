package dev.sluice.dispatcher.streams.admission;

import dev.sluice.dispatcher.admission.Admission;
import dev.sluice.dispatcher.admission.Step;
import dev.sluice.dispatcher.admission.request.KeyQueue;
import dev.sluice.streams.TimeSlice;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The state of one partition's customers, and what moves in it by itself: what is due, and whose
 * turn it is. Owned by the stream thread.
 */
final class AdmissionTask {

    /** Parked requests that one record may set free; the rest are left to the next tick. */
    static final int WAKES_PER_RECORD = 16;

    private Admission admission;
    private final AdmissionStore store;
    private final BiConsumer<Step.Output, Instant> outputs;

    AdmissionTask(
            Admission admission, AdmissionStore store, BiConsumer<Step.Output, Instant> outputs) {
        this.admission = admission;
        this.store = store;
        this.outputs = outputs;
    }

    /** Other limits may have room: everything is worth a try. */
    void under(Admission changed) {
        admission = changed;
        store.line().ripenAll();
    }

    Admission admission() {
        return admission;
    }

    AdmissionStore store() {
        return store;
    }

    void apply(Step step, Instant now) {
        store.apply(step);
        step.outputs().forEach(output -> outputs.accept(output, now));
    }

    /** Tries those that a record has made room for; old answers make room for its own. */
    void wakeSome(Instant now) {
        int woken = 0;
        while (woken < WAKES_PER_RECORD && wakeOne(now)) {
            woken++;
        }
        int trimmed = 0;
        while (trimmed < WAKES_PER_RECORD && trimOne(now)) {
            trimmed++;
        }
    }

    /** Does what is due, and tries who may have room, while the slice has time. */
    void tick(Instant now, TimeSlice slice) {
        slice.begin();
        store.line().ripenDue(now);
        boolean more = true;
        while (more && slice.hasTime()) {
            boolean rang = ringOne(now);
            boolean woke = wakeOne(now);
            more = trimOne(now) || woke || rang;
        }
    }

    private boolean ringOne(Instant now) {
        Optional<DueIndex.Entry> first = store.due().firstDue(now);
        first.ifPresent(entry -> ring(entry, now));
        return first.isPresent();
    }

    private void ring(DueIndex.Entry entry, Instant now) {
        Step step =
                switch (entry.kind()) {
                    case StoreKeys.CLAIM, StoreKeys.CACHE ->
                            admission.onAnswerDue(StoreKeys.answerKey(entry.subject()), store, now);
                    case StoreKeys.PIN -> {
                        store.pins().remove(entry.subject());
                        yield Step.NOTHING;
                    }
                    case StoreKeys.CANCEL -> {
                        store.cancels().remove(entry.subject());
                        yield Step.NOTHING;
                    }
                    default -> admission.onDue(StoreKeys.text(entry.subject()), store, now);
                };
        store.due().remove(entry);
        apply(step, now);
    }

    private boolean wakeOne(Instant now) {
        Optional<KeyQueue> next = store.line().nextRipe();
        next.ifPresent(queue -> {
            apply(admission.onWake(queue.virtualKey(), store, now), now);
            store.line().tried(queue);
        });
        return next.isPresent();
    }

    private boolean trimOne(Instant now) {
        Step step = admission.onAnswersFull(store, now);
        apply(step, now);
        return !step.changes().isEmpty();
    }
}
