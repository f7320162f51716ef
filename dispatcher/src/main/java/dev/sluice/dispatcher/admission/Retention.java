package dev.sluice.dispatcher.admission;

import dev.sluice.config.AnswerPolicy;
import dev.sluice.dispatcher.admission.AdmissionView.KeptAnswer;
import dev.sluice.dispatcher.admission.Step.Change;
import dev.sluice.dispatcher.admission.request.AnswerKey;
import dev.sluice.dispatcher.admission.request.AnswerKey.Bond;
import dev.sluice.dispatcher.admission.request.AnswerRecord;

/** Answers that are more than may be stored: the oldest goes first. */
final class Retention {

    private final AnswerPolicy policy;

    Retention(AnswerPolicy policy) {
        this.policy = policy;
    }

    /** Removes the oldest answer of a kind that has too many bytes, if there is one. */
    void trim(StepDraft draft) {
        for (Bond bond : Bond.values()) {
            if (draft.view().answerBytes(bond) > bytesMax(bond)) {
                draft.view().oldestAnswer(bond).ifPresent(oldest -> drop(draft, oldest));
            }
        }
    }

    private long bytesMax(Bond bond) {
        return switch (bond) {
            case IDEMPOTENCY -> policy.recordedBytesMax();
            case CACHE -> policy.cachedBytesMax();
        };
    }

    /** That an idempotency key was answered is remembered: a repeat is told, not called again. */
    private static void drop(StepDraft draft, KeptAnswer oldest) {
        AnswerKey key = oldest.key();
        boolean whole =
                key.bond() == Bond.CACHE
                        && draft.record(key).filter(record -> isOnly(record, oldest)).isPresent();
        if (whole) {
            draft.forget(key);
        } else {
            draft.change(new Change.DropAnswer(key, oldest.at()));
        }
    }

    private static boolean isOnly(AnswerRecord record, KeptAnswer oldest) {
        return record.joiners().isEmpty()
                && record.standing() instanceof AnswerRecord.Standing.Answered answered
                && answered.at().equals(oldest.at());
    }
}
