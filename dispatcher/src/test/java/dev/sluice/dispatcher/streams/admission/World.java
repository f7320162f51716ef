package dev.sluice.dispatcher.streams.admission;

import dev.sluice.dispatcher.admission.Admission;
import dev.sluice.dispatcher.admission.Step;
import dev.sluice.dispatcher.admission.request.IncomingRequest;
import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.DecisionKind;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.NotCalledReason;
import dev.sluice.schemas.record.Withdrawal;
import dev.sluice.streams.TimeSlice;
import dev.sluice.testing.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Admission with agents, lanes and a clock that all do as a seed says. It keeps its own books from
 * what admission says, to hold them against the limits.
 */
final class World {

    private final Random random;
    private final Agents agents;
    private final TreeStore store = new TreeStore();
    private final ChangingLimits limits;
    private Admission admission;
    private AdmissionTask task;

    Instant now = Samples.NOON;

    /** Time that has really passed, whatever the clock shows. */
    Instant real = Samples.NOON;

    final Map<String, RequestFacts> accepted = new LinkedHashMap<>();

    /** The model of the attempt whose end brought the answer. */
    final Map<String, String> answeredBy = new LinkedHashMap<>();

    private Optional<AttemptEnd> delivered = Optional.empty();
    private Optional<AttemptEnd> last = Optional.empty();
    private int ends;
    final Map<String, List<InferenceResult>> results = new LinkedHashMap<>();
    final List<Opened> opened = new ArrayList<>();
    final List<Attempt> unknown = new ArrayList<>();
    int joined;
    final Set<DecisionKind> decided = EnumSet.noneOf(DecisionKind.class);

    World(long seed) {
        this(seed, new ChangingLimits());
    }

    /** Under limits that something else may change, see {@link #follow}. */
    World(long seed, ChangingLimits limits) {
        this.random = new Random(seed);
        this.agents = new Agents(random);
        this.limits = limits;
        this.admission = new Admission(limits.config());
        this.task = restarted();
    }

    private AdmissionTask restarted() {
        return new AdmissionTask(
                admission, new AdmissionStore(store, Samples.TOPIC_ID), this::hear);
    }

    private void hear(Step.Output output, Instant at) {
        switch (output) {
            case Step.Output.ToPlacement(_, var event) -> {
                if (event.getEvent() instanceof Attempt attempt) {
                    opened.add(
                            before(attempt)
                                    .map(before -> Opened.takingOver(attempt, before))
                                    .orElseGet(() -> anew(attempt, at)));
                } else if (event.getEvent() instanceof Withdrawal) {
                    return; // the line may or may not still have it: the end says
                }
            }
            case Step.Output.ToAgent(var result) -> {
                results.computeIfAbsent(result.getRequestId(), _ -> new ArrayList<>()).add(result);
                delivered
                        .filter(end -> end.getKind() == EndKind.ANSWERED)
                        .filter(end -> end.getRequestId().equals(result.getRequestId()))
                        .ifPresent(end -> answeredBy.put(end.getRequestId(), end.getModel()));
            }
            case Step.Output.ToLedger(var decision) -> {
                decided.add(decision.getKind());
                joined += decision.getReason().startsWith("joined") ? 1 : 0;
            }
        }
    }

    private Opened anew(Attempt attempt, Instant at) {
        String key = attempt.getTenant().getVirtualKey();
        return Opened.anew(attempt, at, real, limits.ofKey(key).keySet());
    }

    /** An attempt that took over a reservation stands where that was made. */
    private Optional<Opened> before(Attempt attempt) {
        return opened.stream()
                .filter(each -> each.attempt.getRequestId().equals(attempt.getRequestId()))
                .filter(each -> each.attempt.getAttempt() == attempt.getAttempt() - 1)
                .filter(each -> each.attempt.getModel().equals(attempt.getModel()))
                .filter(each -> !each.counted)
                .findFirst();
    }

    /** One thing happens. */
    void step() {
        int dice = random.nextInt(100);
        if (dice < 40) {
            publish();
        } else if (dice < 75) {
            endOne();
        } else if (dice < 77) {
            correctOne();
        } else if (dice < 79) {
            cancel();
        } else if (dice < 80) {
            crash();
        } else {
            pass(Duration.ofMillis(random.nextInt(2_500)));
        }
    }

    void pass(Duration time) {
        real = real.plus(time);
        now = now.plus(time);
        task.tick(now, new TimeSlice(() -> 0, TimeSlice.LENGTH));
    }

    void crash() {
        task = restarted();
    }

    /** The clock is set back; no time passes by that. */
    void setBack(Duration time) {
        now = now.minus(time);
    }

    /** The configuration is what the limits say by now. */
    void follow() {
        admission = new Admission(limits.config());
        task.under(admission);
    }

    /** Ends that came since the last look. */
    int endsDelivered() {
        int seen = ends;
        ends = 0;
        return seen;
    }

    /** The last end comes once more. */
    void repeatEnd() {
        last.ifPresent(this::deliver);
    }

    private void publish() {
        IncomingRequest request = agents.request(now);
        if (!limits.has(request.facts().tenant().getVirtualKey())) {
            return; // the door turns it away
        }
        accepted.put(request.facts().requestId(), request.facts());
        task.apply(admission.onRequest(request, task.store(), now), now);
        task.wakeSome(now);
    }

    private void cancel() {
        task.apply(admission.onCancel(agents.cancel(), task.store(), now), now);
        task.wakeSome(now);
    }

    List<Opened> open() {
        return opened.stream().filter(each -> each.endedAt.isEmpty()).toList();
    }

    void endOne() {
        List<Opened> open = open();
        if (!open.isEmpty()) {
            end(open.get(random.nextInt(open.size())));
        }
    }

    private void end(Opened one) {
        Attempt attempt = one.attempt;
        AttemptEnd end =
                switch (random.nextInt(15)) {
                    case 0 -> Ends.refused(attempt, ErrorClass.RATE_LIMIT, 429, now);
                    case 1 -> Ends.refused(attempt, ErrorClass.SERVER_ERROR, 500, now);
                    case 2 -> Ends.refused(attempt, ErrorClass.INVALID_REQUEST, 400, now);
                    case 3 -> Ends.failed(attempt, ErrorClass.TIMEOUT, Billing.BOUND, now);
                    case 4 -> Ends.unknown(attempt, now);
                    case 5 -> Ends.notCalled(attempt, NotCalledReason.COOLING, now);
                    case 6, 7 -> refusedForGood(attempt, ErrorClass.MODEL_GONE);
                    case 8 -> refusedForGood(attempt, ErrorClass.MODEL_ACCESS);
                    case 9 -> Ends.refused(attempt, ErrorClass.CONTEXT_WINDOW, 400, now);
                    case 10 -> unreachable(attempt);
                    default -> answer(attempt);
                };
        one.endedAt = Optional.of(now);
        switch (end.getBilling()) {
            case NONE -> {
                one.input = 0;
                one.output = 0;
                one.picos = 0;
            }
            case ACTUAL -> paid(one, end);
            case BOUND -> one.counted = true;
        }
        if (one.counted && end.getKind() == EndKind.UNKNOWN) {
            unknown.add(attempt);
        }
        deliver(end);
    }

    private AttemptEnd refusedForGood(Attempt attempt, ErrorClass why) {
        return Ends.by(
                random.nextBoolean() ? "sim/key-a" : "sim/key-b",
                Ends.refused(attempt, why, 404, now));
    }

    /** Placement gives this end only to who asked for it. */
    private AttemptEnd unreachable(Attempt attempt) {
        return attempt.getRefuseUnreachable()
                ? Ends.notCalled(attempt, NotCalledReason.UNREACHABLE, now)
                : answer(attempt);
    }

    private static void paid(Opened one, AttemptEnd end) {
        var usage = end.getUsage().orElseThrow();
        one.input = usage.getInputTokens();
        one.output = usage.getOutputTokens();
        String price = one.attempt.getReservation().getPriceId();
        one.picos = Agents.config().prices().ofId(price).orElseThrow().cost(usage);
        one.counted = true;
    }

    private AttemptEnd answer(Attempt attempt) {
        return Ends.answered(
                attempt,
                1 + random.nextInt(attempt.getInputTokens()),
                random.nextInt(attempt.getMaxOutputTokens()),
                now);
    }

    private void correctOne() {
        if (!unknown.isEmpty()) {
            Attempt attempt = unknown.remove(random.nextInt(unknown.size()));
            AttemptEnd end = answer(attempt);
            opened.stream()
                    .filter(each -> each.attempt.equals(attempt))
                    .forEach(one -> paid(one, end));
            deliver(end);
        }
    }

    private void deliver(AttemptEnd end) {
        ends++;
        last = Optional.of(end);
        delivered = Optional.of(end);
        task.apply(admission.onEnd(end, task.store(), now), now);
        delivered = Optional.empty();
        task.wakeSome(now);
    }

    AdmissionStore state() {
        return task.store();
    }

    /** Kinds of what is left in the store, but limits and inputs. */
    String remains() {
        StringBuilder kinds = new StringBuilder();
        store.all()
                .forEachRemaining(each -> {
                    if (each.key[0] != StoreKeys.LIMIT) {
                        kinds.append((char) each.key[0]);
                    }
                });
        return kinds.toString();
    }
}
