package dev.sluice.dispatcher.admission;

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
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/** What admission's decisions may know of the state. Reading changes nothing. */
public interface AdmissionView {

    /** {@link LimitUse#NONE} where nothing was used yet. */
    LimitUse use(LimitPath path);

    Optional<RequestState> request(String requestId);

    /** Empty where no request of this virtual key is parked. */
    Optional<KeyQueue> queue(String virtualKey);

    /** The first request in the queue at or after its {@code first} position. */
    Optional<Step.Entry> firstParked(KeyQueue queue);

    /** Whether a key waits at this limit: others that need it go behind. */
    boolean isWaitedFor(LimitPath path);

    /** Higher than any that waits. */
    long nextTicket();

    /** The stored attempt of a request that is parked or delayed. */
    Optional<Attempt> body(String requestId);

    Optional<AnswerRecord> record(AnswerKey key);

    /** Empty where there is none yet, or it had to make room. */
    Optional<InferenceResult> recordedAnswer(AnswerKey key);

    /** The body that those who wait for this answer have in common. */
    Optional<ByteBuffer> sharedBody(AnswerKey key);

    /** How much is stored of the answers of that kind. */
    long answerBytes(AnswerKey.Bond bond);

    /** The oldest stored answer of that kind. */
    Optional<KeptAnswer> oldestAnswer(AnswerKey.Bond bond);

    /** An answer that is stored. */
    record KeptAnswer(AnswerKey key, Instant at) {}

    /** The model that a workflow keeps to. */
    Optional<String> pin(PinScope scope);

    /** Workflows of this one's team that keep to a model. */
    int pins(PinScope scope);

    /** A cancel of this customer that came before its request. */
    Optional<Cancel> keptCancel(String customer, String requestId);

    /** Cancels of this customer that are kept. */
    int keptCancels(String customer);

    /** Whether a request with this id may still come: it was not read yet, as far as is known. */
    boolean mayCome(String requestId);
}
