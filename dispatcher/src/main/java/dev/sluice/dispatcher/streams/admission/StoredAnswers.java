package dev.sluice.dispatcher.streams.admission;

import dev.sluice.dispatcher.admission.AdmissionView.KeptAnswer;
import dev.sluice.dispatcher.admission.Step.Change;
import dev.sluice.dispatcher.admission.request.AnswerKey;
import dev.sluice.dispatcher.admission.request.AnswerKey.Bond;
import dev.sluice.dispatcher.admission.request.AnswerRecord;
import dev.sluice.dispatcher.codec.StateCodec;
import dev.sluice.dispatcher.state.StoredIdempotency;
import dev.sluice.dispatcher.state.StoredSharedBody;
import dev.sluice.schemas.record.InferenceResult;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueStore;

/** What requests with one key have in common, in the store. Owned by the stream thread. */
final class StoredAnswers {

    private final StateCodec<StoredIdempotency> records = StateCodec.of(StoredIdempotency.class);
    private final StateCodec<InferenceResult> answers = StateCodec.of(InferenceResult.class);
    private final StateCodec<StoredSharedBody> bodies = StateCodec.of(StoredSharedBody.class);
    private final KeyValueStore<byte[], byte[]> store;
    private final DueIndex due;
    private final AgeIndex ages;

    StoredAnswers(KeyValueStore<byte[], byte[]> store, DueIndex due) {
        this.store = store;
        this.due = due;
        this.ages = new AgeIndex(store);
    }

    Optional<AnswerRecord> record(AnswerKey key) {
        byte[] stored = store.get(StoreKeys.claim(key));
        return stored == null
                ? Optional.empty()
                : Optional.of(ClaimForm.record(records.read(stored)));
    }

    Optional<InferenceResult> answer(AnswerKey key) {
        byte[] stored = store.get(StoreKeys.answer(key));
        return stored == null ? Optional.empty() : Optional.of(answers.read(stored));
    }

    Optional<ByteBuffer> sharedBody(AnswerKey key) {
        byte[] stored = store.get(StoreKeys.sharedBody(key));
        return stored == null ? Optional.empty() : Optional.of(bodies.read(stored).getContent());
    }

    long bytes(Bond bond) {
        return ages.bytes(bond);
    }

    Optional<KeptAnswer> oldest(Bond bond) {
        return ages.oldest(bond);
    }

    void apply(Change.OfAnswer change) {
        switch (change) {
            case Change.PutRecord(AnswerKey key, var before, AnswerRecord after) ->
                    put(key, before, after);
            case Change.RemoveRecord(AnswerKey key, AnswerRecord before) -> {
                byte[] claim = StoreKeys.claim(key);
                store.delete(claim);
                before.dueAt().ifPresent(at -> due.remove(at, claim));
            }
            case Change.KeepAnswer(AnswerKey key, Instant at, InferenceResult answer) -> {
                byte[] bytes = answers.write(answer);
                store.put(StoreKeys.answer(key), bytes);
                ages.put(key, at, bytes.length);
            }
            case Change.DropAnswer(AnswerKey key, Instant at) -> {
                store.delete(StoreKeys.answer(key));
                ages.remove(key, at);
            }
            case Change.PutSharedBody(AnswerKey key, ByteBuffer content) ->
                    store.put(
                            StoreKeys.sharedBody(key), bodies.write(new StoredSharedBody(content)));
            case Change.RemoveSharedBody(AnswerKey key) -> store.delete(StoreKeys.sharedBody(key));
        }
    }

    /** Its time is put in anew even where it is the same: it may just have been rung. */
    private void put(AnswerKey key, Optional<AnswerRecord> before, AnswerRecord after) {
        byte[] claim = StoreKeys.claim(key);
        store.put(claim, records.write(ClaimForm.stored(after)));
        before.flatMap(AnswerRecord::dueAt)
                .filter(at -> !after.dueAt().equals(Optional.of(at)))
                .ifPresent(at -> due.remove(at, claim));
        after.dueAt().ifPresent(at -> due.put(at, claim));
    }
}
