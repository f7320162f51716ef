package dev.sluice.simulation;

import dev.sluice.config.ActiveConfig;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.JournalEntry;
import dev.sluice.schemas.record.LaneAnnouncement;
import dev.sluice.schemas.record.Work;
import dev.sluice.worker.lane.Assignment;
import dev.sluice.worker.lane.CallsInFlight;
import dev.sluice.worker.lane.LaneAction;
import dev.sluice.worker.lane.LaneEvent;
import dev.sluice.worker.lane.OwnerSettings;
import dev.sluice.worker.lane.PartitionOwner;
import dev.sluice.worker.lane.journal.Anchor;
import dev.sluice.worker.provider.CallOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A worker that owns one partition of work, with its journal. One thread. */
final class LaneHost {

    private static final Duration SESSION = Duration.ofSeconds(6);

    private record Logged(Instant at, JournalEntry entry) {}

    private final Timeline time;
    private final VirtualProvider provider;
    private final Supplier<Duration> latency;
    private final PartitionOwner owner;
    private final List<Logged> journal = new ArrayList<>();
    private final Hop appends;
    private final Hop network;
    private final Consumer<AttemptEnd> outcomes;
    private final Consumer<LaneAnnouncement> announcements;
    private long workOffset;
    private long wakeAt = Long.MAX_VALUE;

    LaneHost(
            int partition,
            ActiveConfig config,
            Timeline time,
            Random random,
            VirtualProvider provider,
            Supplier<Duration> latency,
            Consumer<AttemptEnd> outcomes,
            Consumer<LaneAnnouncement> announcements) {
        this.time = time;
        this.provider = provider;
        this.latency = latency;
        this.outcomes = outcomes;
        this.announcements = announcements;
        this.appends = new Hop(time, random, 1, 2);
        this.network = new Hop(time, random, 1, 3);
        this.owner =
                new PartitionOwner(
                        new Assignment("worker", partition, 0, Anchor.BEGINNING),
                        OwnerSettings.of(config, SESSION),
                        new CallsInFlight(2_000));
        carryOut(owner.begin(time.now()));
        advance();
    }

    /** A work record stands on the partition. */
    void arrived(Work work) {
        decide(new LaneEvent.Arrived(workOffset++, work));
    }

    private void decide(LaneEvent event) {
        carryOut(owner.decide(event, time.now()));
        advance();
    }

    private void advance() {
        carryOut(owner.advance(time.now()));
        long next = Math.max(owner.wakeAt(time.now()), time.nanos() + 1_000);
        if (next < wakeAt) {
            wakeAt = next;
            time.at(next, () -> wake(next));
        }
    }

    private void wake(long planned) {
        if (wakeAt == planned) {
            wakeAt = Long.MAX_VALUE;
            advance();
        }
    }

    private void carryOut(List<LaneAction> actions) {
        actions.forEach(this::carryOut);
    }

    private void carryOut(LaneAction action) {
        switch (action) {
            case LaneAction.Append(var entry, var acknowledged) ->
                    appends.send(() -> {
                        long offset = journal.size();
                        Logged logged = new Logged(time.instant(), entry);
                        journal.add(logged);
                        decide(new LaneEvent.JournalRead(offset, logged.at(), entry));
                        acknowledged.ifPresent(this::decide);
                    });
            case LaneAction.Call(long offset, Work work, var key, var _) ->
                    network.send(() -> call(offset, work.getAttempt(), key.id()));
            case LaneAction.PublishEnd(long offset, AttemptEnd end) -> {
                outcomes.accept(end);
                time.after(Duration.ofMillis(1), () -> decide(new LaneEvent.EndWritten(offset)));
            }
            case LaneAction.PublishLetter(long _, var letter) ->
                    throw new AssertionError("a dead letter: " + letter);
            case LaneAction.Announce(LaneAnnouncement said) -> announcements.accept(said);
            case LaneAction.Commit _ -> {
                long sent = time.nanos();
                time.after(Duration.ofMillis(2), () -> decide(new LaneEvent.Committed(sent)));
            }
            case LaneAction.FollowJournal _,
                    LaneAction.HandOver _,
                    LaneAction.PauseWork _,
                    LaneAction.ResumeWork _,
                    LaneAction.Finish _ -> {}
        }
    }

    private void call(long offset, Attempt attempt, String key) {
        Instant startedAt = time.instant();
        decide(new LaneEvent.Sent(offset, time.nanos()));
        CallOutcome outcome = provider.call(key, attempt);
        Duration takes = outcome.errorClass().isEmpty() ? latency.get() : Duration.ofMillis(5);
        time.after(
                takes,
                () -> {
                    provider.done();
                    decide(new LaneEvent.Called(offset, outcome, startedAt, time.instant()));
                });
    }
}
