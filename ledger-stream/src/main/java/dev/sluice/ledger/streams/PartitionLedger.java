package dev.sluice.ledger.streams;

import dev.sluice.ledger.audit.AuditChain;
import dev.sluice.ledger.audit.AuditedEvent;
import dev.sluice.ledger.audit.ChainKeys;
import dev.sluice.ledger.posting.ArrivedEnd;
import dev.sluice.ledger.posting.DedupeHorizon.Age;
import dev.sluice.ledger.posting.Posting;
import dev.sluice.ledger.posting.PostingRules;
import dev.sluice.ledger.state.AttemptCharge;
import dev.sluice.ledger.state.LedgerHead;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.streams.TimeSlice;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The ledger of one partition: what is decided about a record, and how it is carried out on the
 * store and the topics. Owned by the stream thread.
 */
final class PartitionLedger {

    /** What is to be done about one record; nothing of it is done yet. */
    record Plan(AuditedEvent event, Optional<PlannedPosting> posting, Instant seenUpTo) {}

    /**
     * What an end changes.
     *
     * @param known whether the attempt was in the store
     */
    record PlannedPosting(AttemptEnd end, Posting posting, Known known) {}

    enum Known {
        NEW,
        CHARGED_BEFORE
    }

    private static final Duration SLICE = TimeSlice.LENGTH;

    private final LedgerTools tools;
    private final LedgerStore store;
    private final LedgerOutputs outputs;
    private final AuditChain chain;
    private final SpendQueue spend;
    private final TimeSlice slice;
    private LedgerHead head;
    private Instant forgottenUpTo = Instant.EPOCH;

    PartitionLedger(LedgerTools tools, LedgerStore store, LedgerOutputs outputs, int partition) {
        this.tools = tools;
        this.store = store;
        this.outputs = outputs;
        this.chain = new AuditChain(ChainKeys.of(tools.rootKey(), tools.origin().chain(partition)));
        this.spend = new SpendQueue(store, partition);
        this.slice = new TimeSlice(tools.nanoClock(), SLICE);
        this.head = store.head().map(this::continued).orElseGet(this::begun);
    }

    /** Where the audit log was made again, its chains begin anew; the money goes on. */
    private LedgerHead continued(LedgerHead stored) {
        return stored.getChain().equals(chain.id())
                ? stored
                : headAt(chain.start(), stored.getSeenUpTo());
    }

    private LedgerHead begun() {
        return headAt(chain.start(), Instant.EPOCH);
    }

    private LedgerHead headAt(AuditChain.Head at, Instant seenUpTo) {
        return new LedgerHead(chain.id(), at.nextSeq(), at.mac(), seenUpTo);
    }

    /** What was charged for the attempt of an end. */
    Optional<AttemptCharge> chargedBefore(LedgerInput input) {
        return switch (input) {
            case LedgerInput.OfDecision _, LedgerInput.OfKeyCommand _, LedgerInput.OfConfig _ ->
                    Optional.empty();
            case LedgerInput.OfEnd(AttemptEnd end) -> store.attempt(attemptKey(end));
        };
    }

    /**
     * Decides; changes nothing.
     *
     * @param before what {@link #chargedBefore} told
     * @param recordTime never ahead of {@code now}
     */
    Plan plan(
            LedgerInput input,
            Optional<AttemptCharge> before,
            long offset,
            Instant recordTime,
            Instant now) {
        Instant seenUpTo = recordTime.isAfter(head.getSeenUpTo()) ? recordTime : head.getSeenUpTo();
        return switch (input) {
            case LedgerInput.OfDecision(var decision) ->
                    new Plan(
                            AuditedEvent.ofDecision(decision, offset, now),
                            Optional.empty(),
                            seenUpTo);
            // Its time says nothing about how far ends were read: it comes by a topic of its own.
            case LedgerInput.OfKeyCommand(var command) ->
                    new Plan(
                            AuditedEvent.ofKeyCommand(command, offset, now),
                            Optional.empty(),
                            head.getSeenUpTo());
            case LedgerInput.OfConfig(var document) ->
                    new Plan(
                            AuditedEvent.ofConfig(document, offset, now),
                            Optional.empty(),
                            head.getSeenUpTo());
            case LedgerInput.OfEnd(AttemptEnd end) -> {
                Age age = tools.horizon().ageOf(recordTime, seenUpTo);
                Posting posting =
                        PostingRules.decide(
                                before,
                                new ArrivedEnd(end, AuditedEvent.hash(end), age, now),
                                tools.pricing().of(end.getConfigVersion()).price(end));
                Known known = before.isPresent() ? Known.CHARGED_BEFORE : Known.NEW;
                yield new Plan(
                        AuditedEvent.ofEnd(end, posting, offset, now),
                        Optional.of(new PlannedPosting(end, posting, known)),
                        seenUpTo);
            }
        };
    }

    /** Carries a plan out. What fails here stops the task: the transaction is aborted. */
    void carryOut(Plan plan, Instant now) {
        AuditChain.Link link =
                chain.append(new AuditChain.Head(head.getNextSeq(), head.getMac()), plan.event());
        plan.posting().ifPresent(posting -> carryOut(posting, plan.seenUpTo(), now));
        outputs.audit(link.record(), now);
        head = headAt(link.head(), plan.seenUpTo());
        store.putHead(head);
        if (spend.full()) {
            flushSpend(now);
        }
    }

    private void carryOut(PlannedPosting planned, Instant seenUpTo, Instant now) {
        Posting posting = planned.posting();
        byte[] key = attemptKey(planned.end());
        posting.after()
                .ifPresent(after -> {
                    switch (planned.known()) {
                        case NEW -> store.addAttempt(key, after, seenUpTo);
                        case CHARGED_BEFORE -> store.putAttempt(key, after);
                    }
                });
        posting.entries()
                .forEach(entry -> {
                    outputs.entry(entry, now);
                    spend.add(entry);
                });
        String customer = planned.end().getTenant().getCustomer();
        posting.conflict().ifPresent(conflict -> outputs.conflict(customer, conflict, now));
    }

    /** Tells the totals that changed, and forgets charges beyond the horizon, a slice at a time. */
    void punctuate(Instant now) {
        flushSpend(now);
        slice.begin();
        Instant horizon = tools.horizon().start(head.getSeenUpTo());
        if (horizon.isAfter(forgottenUpTo)) {
            forgottenUpTo = store.forget(forgottenUpTo, horizon, slice::hasTime);
        }
    }

    private void flushSpend(Instant now) {
        spend.flush((key, total) -> outputs.spend(key, total, now));
    }

    private static byte[] attemptKey(AttemptEnd end) {
        return StoreKeys.attempt(end.getRequestId(), end.getAttempt());
    }
}
