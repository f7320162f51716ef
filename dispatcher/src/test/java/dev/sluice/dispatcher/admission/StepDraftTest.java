package dev.sluice.dispatcher.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.admission.Step.Change;
import dev.sluice.dispatcher.admission.quota.LimitPath;
import dev.sluice.dispatcher.admission.quota.LimitUse;
import dev.sluice.dispatcher.admission.request.AnswerKey;
import dev.sluice.dispatcher.admission.request.AnswerRecord;
import dev.sluice.dispatcher.admission.request.Cancel;
import dev.sluice.dispatcher.admission.request.KeyQueue;
import dev.sluice.dispatcher.admission.request.PinScope;
import dev.sluice.dispatcher.admission.request.RequestState;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.testing.Samples;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepDraftTest {

    private static final LimitPath PATH = LimitPath.parse("acme usd/1m");

    private static LimitUse use(long stands, long held) {
        long[] ring = new long[LimitUse.NONE.ring().length];
        ring[0] = stands;
        return LimitUse.of(0, ring, held);
    }

    /** Five stand and five are held: who waits is tried where either became less. */
    @ParameterizedTest(name = "then {0} stand and {1} are held: freed {2}")
    @CsvSource({
        "5, 5, false",
        "6, 5, false",
        "5, 6, false",
        "4, 5, true",
        "5, 4, true",
        "9, 4, true", // a hold that became spend
        "4, 9, true",
    })
    void aLimitIsFreedWhereLessStandsOrIsHeld(long stands, long held, boolean freed) {
        StepDraft draft = new StepDraft(new OneLimit(use(5, 5)), Samples.NOON);
        draft.put(Map.of(PATH, use(stands, held)));
        assertThat(draft.done().freed().contains(PATH)).isEqualTo(freed);
    }

    @Test
    void laterPartsSeeWhatEarlierOnesChangedAndOnlyTheLastIsStored() {
        StepDraft draft = new StepDraft(new OneLimit(use(5, 5)), Samples.NOON);
        assertThat(draft.use(PATH)).isEqualTo(use(5, 5));
        draft.put(Map.of(PATH, use(1, 5)));
        draft.put(Map.of(PATH, use(8, 5)));
        assertThat(draft.use(PATH)).isEqualTo(use(8, 5));
        Step step = draft.done();
        assertThat(step.changes()).containsExactly(new Change.PutUse(PATH, use(8, 5)));
        assertThat(step.freed()).as("in between there was room").containsExactly(PATH);
    }

    @Test
    void usesAreStoredBeforeAllElse() {
        StepDraft draft = new StepDraft(new OneLimit(use(5, 5)), Samples.NOON);
        draft.change(new Change.RemoveBody("id"));
        draft.put(Map.of(PATH, use(6, 5)));
        assertThat(draft.done().changes())
                .containsExactly(new Change.PutUse(PATH, use(6, 5)), new Change.RemoveBody("id"));
    }

    private static final AnswerKey KEY =
            new AnswerKey(AnswerKey.Bond.IDEMPOTENCY, "acme", "research", "k");
    private static final AnswerRecord OPEN = AnswerRecord.open("first", "hash");
    private static final AnswerRecord JOINED =
            OPEN.with(new AnswerRecord.Joiner("second", Samples.NOON));
    private static final AnswerRecord ANSWERED =
            OPEN.answered("first", Samples.NOON, Samples.NOON.plusSeconds(1));

    private static Step with(Optional<AnswerRecord> before, Consumer<StepDraft> change) {
        Map<AnswerKey, AnswerRecord> records = new HashMap<>();
        before.ifPresent(it -> records.put(KEY, it));
        StepDraft draft = new StepDraft(new OneLimit(use(0, 0), records), Samples.NOON);
        change.accept(draft);
        return draft.done();
    }

    @Test
    void aKeyThatIsTakenAndFreedInOneDecisionWasNeverTaken() {
        Step step =
                with(
                        Optional.empty(),
                        draft -> {
                            draft.put(KEY, OPEN);
                            assertThat(draft.record(KEY)).contains(OPEN);
                            draft.forget(KEY);
                        });
        assertThat(step.changes()).isEmpty();
    }

    @Test
    void onlyTheLastOfARecordIsStored() {
        Step step =
                with(
                        Optional.of(OPEN),
                        draft -> {
                            draft.put(KEY, OPEN.vacant(Samples.NOON));
                            draft.put(KEY, JOINED);
                        });
        assertThat(step.changes())
                .containsExactly(new Change.PutRecord(KEY, Optional.of(OPEN), JOINED));
    }

    @Test
    void anAnswerGoesWithItsRecordAndASharedBodyWithItsLastJoiner() {
        assertThat(with(Optional.of(ANSWERED), draft -> draft.forget(KEY)).changes())
                .containsExactly(
                        new Change.DropAnswer(KEY, Samples.NOON),
                        new Change.RemoveRecord(KEY, ANSWERED));
        assertThat(with(Optional.of(ANSWERED), draft -> draft.put(KEY, OPEN)).changes())
                .containsExactly(
                        new Change.DropAnswer(KEY, Samples.NOON),
                        new Change.PutRecord(KEY, Optional.of(ANSWERED), OPEN));
        assertThat(with(Optional.of(JOINED), draft -> draft.put(KEY, OPEN)).changes())
                .containsExactly(
                        new Change.RemoveSharedBody(KEY),
                        new Change.PutRecord(KEY, Optional.of(JOINED), OPEN));
    }

    /** Nothing but the use of one limit, and records of answers. */
    private record OneLimit(LimitUse stored, Map<AnswerKey, AnswerRecord> records)
            implements AdmissionView {

        private OneLimit(LimitUse stored) {
            this(stored, Map.of());
        }

        @Override
        public LimitUse use(LimitPath path) {
            return stored;
        }

        @Override
        public Optional<RequestState> request(String requestId) {
            return Optional.empty();
        }

        @Override
        public Optional<KeyQueue> queue(String virtualKey) {
            return Optional.empty();
        }

        @Override
        public Optional<Step.Entry> firstParked(KeyQueue queue) {
            return Optional.empty();
        }

        @Override
        public boolean isWaitedFor(LimitPath path) {
            return false;
        }

        @Override
        public long nextTicket() {
            return 1;
        }

        @Override
        public Optional<Attempt> body(String requestId) {
            return Optional.empty();
        }

        @Override
        public Optional<AnswerRecord> record(AnswerKey key) {
            return Optional.ofNullable(records.get(key));
        }

        @Override
        public Optional<InferenceResult> recordedAnswer(AnswerKey key) {
            return Optional.empty();
        }

        @Override
        public Optional<ByteBuffer> sharedBody(AnswerKey key) {
            return Optional.empty();
        }

        @Override
        public long answerBytes(AnswerKey.Bond bond) {
            return 0;
        }

        @Override
        public Optional<KeptAnswer> oldestAnswer(AnswerKey.Bond bond) {
            return Optional.empty();
        }

        @Override
        public Optional<String> pin(PinScope scope) {
            return Optional.empty();
        }

        @Override
        public int pins(PinScope scope) {
            return 0;
        }

        @Override
        public Optional<Cancel> keptCancel(String customer, String requestId) {
            return Optional.empty();
        }

        @Override
        public int keptCancels(String customer) {
            return 0;
        }

        @Override
        public boolean mayCome(String requestId) {
            return false;
        }
    }
}
