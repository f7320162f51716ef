package dev.sluice.dispatcher.placement;

import dev.sluice.dispatcher.state.ServedUntil;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Start-time fair queueing (Goyal, Vin, Cheng 1996) between the customers of one class of a pool.
 * Each request starts where its customer's last one finished, or at the present virtual time where
 * the customer was idle, and finishes its tokens by weight later. The least start is served next,
 * and is the present virtual time. So a customer with ten thousand waiting is one customer, and
 * whoever comes new is served after at most one request of each other.
 *
 * <p>Holds an entry for each customer that waits and for each set of needs it has; what waits is on
 * disk. Owned by the stage's thread.
 */
final class RankLine {

    private final Map<String, WaitingCustomer> customers = new HashMap<>();
    private final Map<Needs, NavigableSet<WaitingCustomer>> byNeeds = new HashMap<>();
    private long virtualTime;
    private long finishMax;

    boolean isEmpty() {
        return customers.isEmpty();
    }

    boolean knows(String customer) {
        return customers.containsKey(customer);
    }

    /** Takes back what a customer was served before a restart. Before anyone enters. */
    void restore(ServedUntil served) {
        virtualTime = Math.max(virtualTime, served.getStart());
        finishMax = Math.max(finishMax, served.getFinish());
    }

    /**
     * Whether what a customer was served no longer matters: it starts at the present virtual time
     * anyway.
     */
    boolean isForgotten(ServedUntil served) {
        return served.getFinish() <= (customers.isEmpty() ? finishMax : virtualTime);
    }

    /**
     * @param finishBefore where the customer's last request finished; looked at only where it was
     *     idle
     */
    void enter(Place place, long finishBefore) {
        if (customers.isEmpty()) {
            // When nobody waited there was room for everyone: nobody owes anything from before.
            virtualTime = Math.max(virtualTime, finishMax);
        }
        extend(place.line(), Span.of(place), Math.max(virtualTime, finishBefore));
    }

    /** Adds a line as it is found on disk. */
    void restore(Span span, long finishBefore) {
        extend(span.first().line(), span, Math.max(virtualTime, finishBefore));
    }

    private void extend(LineId line, Span span, long startIfIdle) {
        WaitingCustomer customer =
                customers.computeIfAbsent(
                        line.customer(), id -> new WaitingCustomer(id, startIfIdle));
        Span before = customer.span(line.needs()).orElse(span);
        customer.put(line.needs(), before.with(span.first()).with(span.last()));
        turns(line.needs()).add(customer);
    }

    /** Whose turn it is among those whose needs pass. Reads nothing from disk. */
    Optional<Place> next(Predicate<Needs> servable) {
        return byNeeds.entrySet().stream()
                .filter(turns -> servable.test(turns.getKey()))
                .map(turns -> turns.getValue().first())
                .min(WaitingCustomer.LEAST_SERVED_FIRST)
                .flatMap(customer -> customer.first(servable));
    }

    /** Every line in which somebody waits. */
    List<LineId> lines() {
        return customers.values().stream().flatMap(WaitingCustomer::lines).toList();
    }

    Optional<Span> span(LineId line) {
        return Optional.ofNullable(customers.get(line.customer()))
                .flatMap(customer -> customer.span(line.needs()));
    }

    /** A line begins later now. */
    void shorten(LineId line, Span span) {
        waiting(line.customer()).put(line.needs(), span);
    }

    /** Nobody stands in a line any more. */
    void close(LineId line) {
        WaitingCustomer customer = waiting(line.customer());
        NavigableSet<WaitingCustomer> turns = turns(line.needs());
        turns.remove(customer);
        if (turns.isEmpty()) {
            byNeeds.remove(line.needs());
        }
        customer.remove(line.needs());
        if (customer.idle()) {
            customers.remove(line.customer());
        }
    }

    /**
     * A waiting customer's turn was used.
     *
     * @param cost tokens by weight
     */
    ServedUntil charge(String id, long cost) {
        WaitingCustomer customer = waiting(id);
        long start = customer.start();
        virtualTime = Math.max(virtualTime, start);
        finishMax = Math.max(finishMax, start + cost);
        customer.needs().forEach(needs -> turns(needs).remove(customer));
        customer.startAt(start + cost);
        customer.needs().forEach(needs -> turns(needs).add(customer));
        return new ServedUntil(start, start + cost);
    }

    private WaitingCustomer waiting(String customer) {
        return Objects.requireNonNull(customers.get(customer), "a customer that does not wait");
    }

    private NavigableSet<WaitingCustomer> turns(Needs needs) {
        return byNeeds.computeIfAbsent(
                needs, _ -> new TreeSet<>(WaitingCustomer.LEAST_SERVED_FIRST));
    }
}
