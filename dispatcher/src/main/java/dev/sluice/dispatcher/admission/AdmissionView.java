package dev.sluice.dispatcher.admission;

import dev.sluice.dispatcher.admission.quota.LimitPath;
import dev.sluice.dispatcher.admission.quota.LimitUse;
import dev.sluice.dispatcher.admission.request.Cancel;
import dev.sluice.dispatcher.admission.request.IdempotencyRecord;
import dev.sluice.dispatcher.admission.request.KeyQueue;
import dev.sluice.dispatcher.admission.request.PinScope;
import dev.sluice.dispatcher.admission.request.RequestState;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.InferenceResult;
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

    Optional<IdempotencyRecord> idempotency(IdempotencyRecord.Scope scope);

    Optional<InferenceResult> recordedAnswer(IdempotencyRecord.Scope scope);

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
