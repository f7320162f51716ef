package dev.sluice.dispatcher.placement;

import dev.sluice.dispatcher.state.ServedUntil;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One class of a pool: its turns are fair between customers, by weight. Holds an entry for each
 * customer, virtual key and set of needs that waits; what waits is on disk. Owned by the stage's
 * thread.
 */
final class RankLine {

    private final FairTurns turns = new FairTurns();
    private final Map<String, WaitingCustomer> customers = new HashMap<>();

    boolean isEmpty() {
        return customers.isEmpty();
    }

    boolean knows(String customer) {
        return customers.containsKey(customer);
    }

    /** All needs of which something waits. */
    Set<Needs> needs() {
        return turns.needs();
    }

    /** Takes back what a customer was served before a restart. Before anyone enters. */
    void restore(ServedUntil served) {
        turns.restore(served);
    }

    /** Whether what a customer was served no longer matters. */
    boolean isForgotten(ServedUntil served) {
        return turns.isForgotten(served.getFinish());
    }

    /** Before the first enters, where nobody waited. */
    void forgive() {
        turns.forgive();
    }

    /**
     * A line is as {@code span} says.
     *
     * @param finishBefore where the customer's last request finished; looked at only where it was
     *     idle
     */
    void put(Span span, long finishBefore) {
        LineId line = span.first().line();
        turns.enter(line.customer(), line.needs(), finishBefore);
        customers.computeIfAbsent(line.customer(), _ -> new WaitingCustomer()).put(span);
    }

    /** Nobody stands in a line any more. */
    void close(LineId line) {
        WaitingCustomer customer = waiting(line.customer());
        customer.close(line);
        if (!customer.needs(line.needs())) {
            turns.leave(line.customer(), line.needs());
        }
        if (customer.idle()) {
            customers.remove(line.customer());
        }
    }

    /** Whose turn it is among those whose needs pass. Reads nothing from disk. */
    Optional<Place> next(Predicate<Needs> servable) {
        return turns.next(servable).flatMap(customer -> waiting(customer).next(servable));
    }

    /** Every line in which somebody waits. */
    Stream<Span> spans() {
        return customers.values().stream().flatMap(WaitingCustomer::spans);
    }

    /** Every line with these needs; the others cost nothing. */
    Stream<Span> spans(Needs needs) {
        return turns.with(needs).flatMap(customer -> waiting(customer).spans(needs));
    }

    Optional<Span> span(LineId line) {
        return Optional.ofNullable(customers.get(line.customer()))
                .flatMap(customer -> customer.span(line));
    }

    /**
     * A turn was used. Before its attempt leaves.
     *
     * @param cost by the customer's weight
     * @param keyCost by the key's, which is one
     */
    ServedUntil charge(LineId line, long cost, long keyCost) {
        waiting(line.customer()).charge(line.virtualKey(), keyCost);
        return turns.charge(line.customer(), cost);
    }

    private WaitingCustomer waiting(String customer) {
        return Objects.requireNonNull(customers.get(customer), "a customer that does not wait");
    }
}
