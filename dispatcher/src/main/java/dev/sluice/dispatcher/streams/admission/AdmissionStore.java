package dev.sluice.dispatcher.streams.admission;

import dev.sluice.dispatcher.admission.AdmissionView;
import dev.sluice.dispatcher.admission.Step;
import dev.sluice.dispatcher.admission.quota.LimitPath;
import dev.sluice.dispatcher.admission.quota.LimitUse;
import dev.sluice.dispatcher.admission.request.AnswerKey;
import dev.sluice.dispatcher.admission.request.AnswerRecord;
import dev.sluice.dispatcher.admission.request.Cancel;
import dev.sluice.dispatcher.admission.request.KeyQueue;
import dev.sluice.dispatcher.admission.request.PinScope;
import dev.sluice.dispatcher.admission.request.RequestState;
import dev.sluice.dispatcher.codec.StateCodec;
import dev.sluice.dispatcher.state.InputDone;
import dev.sluice.dispatcher.state.StoredEntry;
import dev.sluice.dispatcher.state.StoredQueue;
import dev.sluice.dispatcher.state.StoredRequest;
import dev.sluice.dispatcher.state.StoredUse;
import dev.sluice.schemas.id.RequestId;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Admission's state: one store with a prefix a kind. What is as small as the configuration (uses of
 * limits, queues' heads, inputs' offsets) is kept in memory too and only written through, so that a
 * request costs few reads. Nobody else writes the store. Owned by the stream thread; made anew with
 * its task.
 */
final class AdmissionStore implements AdmissionView {

    private final StateCodec<InputDone> offsets = StateCodec.of(InputDone.class);
    private final StateCodec<StoredUse> uses = StateCodec.of(StoredUse.class);
    private final StateCodec<StoredRequest> requests = StateCodec.of(StoredRequest.class);
    private final StateCodec<StoredQueue> queues = StateCodec.of(StoredQueue.class);
    private final StateCodec<StoredEntry> entries = StateCodec.of(StoredEntry.class);
    private final StateCodec<Attempt> bodies = StateCodec.of(Attempt.class);

    private static final long BEFORE_THE_FIRST = -1;

    private final KeyValueStore<byte[], byte[]> store;
    private final String generation;
    private final DueIndex due;
    private final WaitLine line;
    private final StoredAnswers answers;
    private final StoredPins pins;
    private final EarlyCancels cancels;
    private final Map<LimitPath, LimitUse> knownUses = new HashMap<>();
    private final Map<String, Long> knownOffsets = new HashMap<>();

    /**
     * @param generation of the input topics: offsets of topics that were made again begin anew
     */
    AdmissionStore(KeyValueStore<byte[], byte[]> store, String generation) {
        this.generation = generation;
        this.store = store;
        this.due = new DueIndex(store);
        this.line = new WaitLine(storedQueues());
        this.answers = new StoredAnswers(store, due);
        this.pins = new StoredPins(store, due);
        this.cancels = new EarlyCancels(store, due);
    }

    DueIndex due() {
        return due;
    }

    WaitLine line() {
        return line;
    }

    StoredPins pins() {
        return pins;
    }

    EarlyCancels cancels() {
        return cancels;
    }

    /**
     * Whether this record was done before: offsets of the group may be lost, the store's are not.
     */
    boolean isDone(String topic, int partition, long offset) {
        return offset <= knownOffsets.computeIfAbsent(topic, _ -> storedOffset(topic, partition));
    }

    private long storedOffset(String topic, int partition) {
        byte[] stored = store.get(StoreKeys.offset(generation, topic, partition));
        return stored == null ? BEFORE_THE_FIRST : offsets.read(stored).getOffset();
    }

    void putDone(String topic, int partition, long offset) {
        knownOffsets.put(topic, offset);
        store.put(
                StoreKeys.offset(generation, topic, partition),
                offsets.write(new InputDone(offset)));
    }

    @Override
    public LimitUse use(LimitPath path) {
        return knownUses.computeIfAbsent(path, this::storedUse);
    }

    private LimitUse storedUse(LimitPath path) {
        return new StoredUses(store, uses).of(path);
    }

    @Override
    public Optional<RequestState> request(String requestId) {
        byte[] stored = store.get(StoreKeys.request(requestId));
        return stored == null
                ? Optional.empty()
                : Optional.of(RequestForm.state(requestId, requests.read(stored)));
    }

    @Override
    public Optional<KeyQueue> queue(String virtualKey) {
        return line.queue(virtualKey);
    }

    @Override
    public Optional<Step.Entry> firstParked(KeyQueue queue) {
        String key = queue.virtualKey();
        byte[] from = StoreKeys.entry(key, queue.first());
        byte[] to = StoreKeys.entry(key, queue.next());
        try (KeyValueIterator<byte[], byte[]> found = store.range(from, to)) {
            if (!found.hasNext()) {
                return Optional.empty();
            }
            KeyValue<byte[], byte[]> first = found.next();
            return Optional.of(
                    new Step.Entry(
                            key,
                            StoreKeys.position(first.key),
                            entries.read(first.value).getRequestId()));
        }
    }

    @Override
    public boolean isWaitedFor(LimitPath path) {
        return line.isWaitedFor(path);
    }

    @Override
    public long nextTicket() {
        return line.nextTicket();
    }

    @Override
    public Optional<Attempt> body(String requestId) {
        byte[] stored = store.get(StoreKeys.body(requestId));
        return stored == null ? Optional.empty() : Optional.of(bodies.read(stored));
    }

    @Override
    public Optional<AnswerRecord> record(AnswerKey key) {
        return answers.record(key);
    }

    @Override
    public Optional<InferenceResult> recordedAnswer(AnswerKey key) {
        return answers.answer(key);
    }

    @Override
    public Optional<ByteBuffer> sharedBody(AnswerKey key) {
        return answers.sharedBody(key);
    }

    @Override
    public long answerBytes(AnswerKey.Bond bond) {
        return answers.bytes(bond);
    }

    @Override
    public Optional<KeptAnswer> oldestAnswer(AnswerKey.Bond bond) {
        return answers.oldest(bond);
    }

    @Override
    public Optional<String> pin(PinScope scope) {
        return pins.model(scope);
    }

    @Override
    public int pins(PinScope scope) {
        return pins.count(scope);
    }

    @Override
    public Optional<Cancel> keptCancel(String customer, String requestId) {
        return cancels.find(customer, requestId);
    }

    @Override
    public int keptCancels(String customer) {
        return cancels.count(customer);
    }

    /** One that came on another partition may be on its way here. */
    @Override
    public boolean mayCome(String requestId) {
        return RequestId.parse(requestId)
                .filter(id -> id.topicId().equals(generation))
                .filter(id -> id.offset() > storedOffset(Topics.REQUESTS.name(), id.partition()))
                .isPresent();
    }

    /** Carries out a decision's changes. */
    void apply(Step step) {
        step.changes().forEach(this::apply);
        step.freed().forEach(line::ripen);
    }

    private void apply(Step.Change change) {
        switch (change) {
            case Step.Change.PutUse(LimitPath path, LimitUse use) -> {
                knownUses.put(path, use);
                store.put(StoreKeys.limit(path.text()), uses.write(HoldForm.stored(use)));
            }
            case Step.Change.PutRequest(var before, RequestState after) -> put(before, after);
            case Step.Change.RemoveRequest(RequestState before) -> remove(before);
            case Step.Change.PutBody(Attempt draft) ->
                    store.put(StoreKeys.body(draft.getRequestId()), bodies.write(draft));
            case Step.Change.RemoveBody(String requestId) ->
                    store.delete(StoreKeys.body(requestId));
            case Step.Change.PutEntry(Step.Entry entry) ->
                    store.put(
                            StoreKeys.entry(entry.virtualKey(), entry.position()),
                            entries.write(new StoredEntry(entry.requestId())));
            case Step.Change.RemoveEntry(Step.Entry entry) ->
                    store.delete(StoreKeys.entry(entry.virtualKey(), entry.position()));
            case Step.Change.PutQueue(_, KeyQueue after) -> {
                line.put(after);
                store.put(
                        StoreKeys.queue(after.virtualKey()), queues.write(ClaimForm.stored(after)));
            }
            case Step.Change.RemoveQueue(KeyQueue before) -> {
                line.remove(before);
                store.delete(StoreKeys.queue(before.virtualKey()));
            }
            case Step.Change.OfAnswer ofAnswer -> answers.apply(ofAnswer);
            case Step.Change.PutPin(var scope, String model, Instant until) ->
                    pins.put(scope, model, until);
            case Step.Change.KeepCancel(Cancel cancel, Instant until) -> cancels.put(cancel, until);
            case Step.Change.RemoveCancel(Cancel cancel) -> cancels.remove(cancel);
        }
    }

    private void remove(RequestState before) {
        byte[] key = StoreKeys.request(before.facts().requestId());
        store.delete(key);
        before.dueAt().ifPresent(at -> due.remove(at, key));
    }

    private void put(Optional<RequestState> before, RequestState after) {
        byte[] key = StoreKeys.request(after.facts().requestId());
        store.put(key, requests.write(RequestForm.stored(after)));
        Optional<Instant> dueBefore = before.flatMap(RequestState::dueAt);
        Optional<Instant> dueAfter = after.dueAt();
        if (!dueBefore.equals(dueAfter)) {
            dueBefore.ifPresent(at -> due.remove(at, key));
            dueAfter.ifPresent(at -> due.put(at, key));
        }
    }

    private List<KeyQueue> storedQueues() {
        List<KeyQueue> found = new ArrayList<>();
        byte[] from = {StoreKeys.QUEUE};
        byte[] to = {StoreKeys.QUEUE + 1};
        try (KeyValueIterator<byte[], byte[]> all = store.range(from, to)) {
            all.forEachRemaining(each ->
                    found.add(ClaimForm.queue(StoreKeys.text(each.key), queues.read(each.value))));
        }
        return found;
    }
}
