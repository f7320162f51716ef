package dev.sluice.dispatcher.placement;

import dev.sluice.dispatcher.state.ServedUntil;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Start-time fair queueing (Goyal, Vin, Cheng 1996) between flows: the customers of a class, or the
 * virtual keys of a customer. Each request starts where its flow's last one finished, or at the
 * present virtual time where the flow was idle, and finishes its cost later. The least start is
 * served next, and is the present virtual time. So a flow with ten thousand waiting is one flow,
 * and whoever comes new is served after at most one request of each other.
 *
 * <p>Holds an entry for each flow that waits and each set of needs it has. Owned by the stage's
 * thread.
 */
final class FairTurns {

    /** A flow that waits. */
    private static final class Flow {
        private final String id;
        private final Set<Needs> needs = new HashSet<>();
        private long start;

        Flow(String id, long start) {
            this.id = id;
            this.start = start;
        }
    }

    private static final Comparator<Flow> LEAST_SERVED_FIRST =
            Comparator.comparingLong((Flow flow) -> flow.start).thenComparing(flow -> flow.id);

    private final Map<String, Flow> flows = new HashMap<>();
    private final Map<Needs, NavigableSet<Flow>> byNeeds = new HashMap<>();
    private long virtualTime;
    private long finishMax;

    boolean isEmpty() {
        return flows.isEmpty();
    }

    boolean knows(String flow) {
        return flows.containsKey(flow);
    }

    /** All needs of which something waits. */
    Set<Needs> needs() {
        return byNeeds.keySet();
    }

    /** The flows that have something with these needs. */
    Stream<String> with(Needs needs) {
        return byNeeds.getOrDefault(needs, Collections.emptyNavigableSet()).stream()
                .map(flow -> flow.id);
    }

    /** Takes back what a flow was served before a restart. Before anyone enters. */
    void restore(ServedUntil served) {
        virtualTime = Math.max(virtualTime, served.getStart());
        finishMax = Math.max(finishMax, served.getFinish());
    }

    /**
     * Whether what a flow was served until no longer matters: it starts at the present virtual time
     * anyway.
     */
    boolean isForgotten(long finish) {
        return finish <= (flows.isEmpty() ? finishMax : virtualTime);
    }

    /** When nobody waited there was room for everyone: nobody owes anything from before. */
    void forgive() {
        if (flows.isEmpty()) {
            virtualTime = Math.max(virtualTime, finishMax);
        }
    }

    /**
     * The flow has something with these needs, perhaps more of it.
     *
     * @param finishBefore where its last request finished; looked at only where it was idle
     */
    void enter(String id, Needs needs, long finishBefore) {
        Flow flow =
                flows.computeIfAbsent(
                        id, each -> new Flow(each, Math.max(virtualTime, finishBefore)));
        if (flow.needs.add(needs)) {
            turns(needs).add(flow);
        }
    }

    /** The flow has nothing more with these needs. */
    void leave(String id, Needs needs) {
        Flow flow = waiting(id);
        NavigableSet<Flow> turns = turns(needs);
        turns.remove(flow);
        if (turns.isEmpty()) {
            byNeeds.remove(needs);
        }
        flow.needs.remove(needs);
        if (flow.needs.isEmpty()) {
            flows.remove(id);
        }
    }

    /** Whose turn it is among those of whose needs some pass. Reads nothing from disk. */
    Optional<String> next(Predicate<Needs> servable) {
        return byNeeds.entrySet().stream()
                .filter(turns -> servable.test(turns.getKey()))
                .map(turns -> turns.getValue().first())
                .min(LEAST_SERVED_FIRST)
                .map(flow -> flow.id);
    }

    /** A waiting flow's turn was used. */
    ServedUntil charge(String id, long cost) {
        Flow flow = waiting(id);
        long start = flow.start;
        virtualTime = Math.max(virtualTime, start);
        finishMax = Math.max(finishMax, start + cost);
        flow.needs.forEach(needs -> turns(needs).remove(flow));
        flow.start = start + cost;
        flow.needs.forEach(needs -> turns(needs).add(flow));
        return new ServedUntil(start, start + cost);
    }

    private Flow waiting(String id) {
        return Objects.requireNonNull(flows.get(id), "a flow that does not wait");
    }

    private NavigableSet<Flow> turns(Needs needs) {
        return byNeeds.computeIfAbsent(needs, _ -> new TreeSet<>(LEAST_SERVED_FIRST));
    }
}
