package dev.sluice.dispatcher.streams.admission;

import dev.sluice.config.ActiveConfig;
import dev.sluice.dispatcher.admission.Admission;
import dev.sluice.dispatcher.admission.Step;
import dev.sluice.dispatcher.admission.request.IncomingRequest;
import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.OnLimit;
import dev.sluice.streams.TimeSlice;
import dev.sluice.testing.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One store and the tasks that own it one after the other, each with nothing but the store. */
final class Lives {

    private final TreeStore store = new TreeStore();
    private final List<Attempt> attempts = new ArrayList<>();
    private final List<InferenceResult> results = new ArrayList<>();
    private Admission admission;
    private AdmissionTask task;
    private long offset;

    Instant now = Samples.NOON;

    Lives(ActiveConfig config) {
        admission = new Admission(config);
        task = nextTask();
    }

    private AdmissionTask nextTask() {
        return new AdmissionTask(
                admission, new AdmissionStore(store, Samples.TOPIC_ID), this::hear);
    }

    private void hear(Step.Output output, Instant at) {
        switch (output) {
            case Step.Output.ToPlacement(_, var event) -> {
                if (event.getEvent() instanceof Attempt attempt) {
                    attempts.add(attempt);
                }
            }
            case Step.Output.ToAgent(var result) -> results.add(result);
            case Step.Output.ToLedger _ -> {}
        }
    }

    void restart() {
        task = nextTask();
    }

    void restart(ActiveConfig config) {
        admission = new Admission(config);
        task = nextTask();
    }

    /** The same task goes on under another configuration. */
    void under(ActiveConfig config) {
        admission = new Admission(config);
        task.under(admission);
    }

    void pass(Duration time) {
        now = now.plus(time);
        task.tick(now, new TimeSlice(() -> 0, TimeSlice.LENGTH));
    }

    /** A request of use for a minute. */
    String publish(Optional<RequestFacts.Claim> claim) {
        String id = Samples.requestId(offset++);
        RequestFacts facts =
                new RequestFacts(
                        id,
                        Samples.TENANT,
                        "gpt-4o-mini",
                        now,
                        now.plusSeconds(60),
                        RequestFacts.Calls.REPEATABLE,
                        OnLimit.PARK,
                        claim,
                        RequestFacts.Echo.NONE);
        Attempt draft =
                Attempt.newBuilder(Samples.attempt(id))
                        .setDeadline(facts.deadline())
                        .setAcceptedAt(now)
                        .setAdmittedAt(now)
                        .build();
        task.apply(admission.onRequest(new IncomingRequest(facts, draft), task.store(), now), now);
        task.wakeSome(now);
        return id;
    }

    String publish() {
        return publish(Optional.empty());
    }

    void end(AttemptEnd end) {
        task.apply(admission.onEnd(end, task.store(), now), now);
        task.wakeSome(now);
    }

    AdmissionStore state() {
        return task.store();
    }

    /** Attempts opened since the last look. */
    List<Attempt> attempts() {
        List<Attempt> seen = List.copyOf(attempts);
        attempts.clear();
        return seen;
    }

    Attempt onlyAttempt() {
        List<Attempt> seen = attempts();
        if (seen.size() != 1) {
            throw new AssertionError("one attempt was expected: " + seen);
        }
        return seen.getFirst();
    }

    /** Results given since the last look. */
    List<InferenceResult> results() {
        List<InferenceResult> seen = List.copyOf(results);
        results.clear();
        return seen;
    }
}
