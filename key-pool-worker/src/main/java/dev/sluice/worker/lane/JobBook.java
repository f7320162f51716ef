package dev.sluice.worker.lane;

import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.DeadLetter;
import dev.sluice.schemas.record.JournalEntry;
import dev.sluice.schemas.record.NotCalledReason;
import dev.sluice.schemas.record.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The work records of one partition that are not complete, and how each gets its end: steps 4 to 6
 * of the package's description. Owned by the lanes' thread.
 */
final class JobBook {

    private final OffsetTracker offsets;
    private final Consumer<LaneAction> out;
    private final TreeMap<Long, Job> jobs = new TreeMap<>();
    private long epoch;

    JobBook(OffsetTracker offsets, Consumer<LaneAction> out) {
        this.offsets = offsets;
        this.out = out;
    }

    /** Entries are written in this epoch from now on. */
    void own(long claimed) {
        epoch = claimed;
    }

    long epoch() {
        return epoch;
    }

    /** Empty where the record was read before. */
    Optional<Job> open(long offset, Work work) {
        if (!offsets.open(offset)) {
            return Optional.empty();
        }
        Job job = new Job(offset, work);
        jobs.put(offset, job);
        return Optional.of(job);
    }

    void open(long offset, DeadLetter letter) {
        if (offsets.open(offset)) {
            out.accept(new LaneAction.PublishLetter(offset, letter));
        }
    }

    Optional<Job> at(long offset) {
        return Optional.ofNullable(jobs.get(offset));
    }

    List<Job> all() {
        return List.copyOf(jobs.values());
    }

    /** Those with entries of this owner in the journal. */
    List<Job> begun() {
        return jobs.values().stream().filter(job -> job.step().begun()).toList();
    }

    boolean idle() {
        return jobs.isEmpty();
    }

    /** Its end NOT_CALLED is published when {@code declined} was read back. */
    void decline(Job job, NotCalledReason reason) {
        job.step(new Step.Declining(reason, epoch));
        append(Entries.declined(job, epoch, reason), Optional.empty());
    }

    void append(JournalEntry entry, Optional<LaneEvent> acknowledged) {
        out.accept(new LaneAction.Append(entry, acknowledged));
    }

    void call(Job job, Step.Calling call) {
        job.step(call);
        out.accept(new LaneAction.Call(job.offset(), job.work(), call.key(), call.latest()));
    }

    /** Step 4. {@code counted}: tokens by the provider's count. */
    void publish(Job job, AttemptEnd end, Optional<Long> counted) {
        job.step(new Step.Ending(end, counted));
        out.accept(new LaneAction.PublishEnd(job.offset(), end));
    }

    /** The end is larger than its topic takes: it is given without what makes it so. */
    void tooLarge(long offset) {
        at(offset)
                .ifPresent(job -> {
                    if (job.step() instanceof Step.Ending(AttemptEnd end, var counted)) {
                        publish(job, Ends.tooLarge(end), counted);
                    }
                });
    }

    /** Step 5; a dead letter has no entry in the journal. */
    void endWritten(long offset) {
        Optional<Job> known = at(offset);
        if (known.isEmpty()) {
            offsets.complete(offset);
        } else if (known.get().step() instanceof Step.Ending(_, Optional<Long> counted)) {
            Job job = known.get();
            job.step(new Step.Closing());
            append(
                    Entries.ended(job, epoch, counted),
                    Optional.of(new LaneEvent.EndedWritten(offset)));
        }
    }

    /** Step 6. */
    void complete(long offset) {
        jobs.remove(offset);
        offsets.complete(offset);
    }

    /** Forgets it; its offset is not complete, so that the next owner gets it. */
    void drop(Job job) {
        jobs.remove(job.offset());
    }

    /** When the last of what was begun has its end, unless its owner dies. */
    Instant latestEnd(Instant now, Duration callTimeout) {
        return begun().stream()
                .map(job ->
                        job.step() instanceof Step.Calling call
                                ? call.latest()
                                : job.latest(now, callTimeout))
                .reduce(now, (a, b) -> a.isAfter(b) ? a : b);
    }
}
