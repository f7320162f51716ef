package dev.sluice.worker.lane;

import dev.sluice.schemas.record.Claim;
import dev.sluice.schemas.record.Declined;
import dev.sluice.schemas.record.Ended;
import dev.sluice.schemas.record.InFlight;
import dev.sluice.schemas.record.JournalEntry;
import dev.sluice.schemas.record.NotCalledReason;
import dev.sluice.schemas.record.Released;
import dev.sluice.schemas.record.Standing;
import dev.sluice.schemas.record.Started;
import dev.sluice.worker.lane.health.Memory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The entries that an owner writes to its journal. */
final class Entries {

    private Entries() {}

    static JournalEntry claim(String owner, Instant now) {
        return new JournalEntry(Claim.newBuilder().setOwner(owner).setAt(now).build());
    }

    /**
     * @param tokens that were taken from the buckets
     */
    static JournalEntry started(Job job, long tokens, long epoch) {
        return new JournalEntry(
                Started.newBuilder()
                        .setRequestId(job.attempt().getRequestId())
                        .setAttempt(job.attempt().getAttempt())
                        .setLane(job.work().getLane())
                        .setModelGroup(job.work().getModelGroup())
                        .setLease(job.work().getLease())
                        .setEpoch(epoch)
                        .setWorkOffset(job.offset())
                        .setTokens(tokens)
                        .build());
    }

    static JournalEntry declined(Job job, long epoch, NotCalledReason reason) {
        return new JournalEntry(
                Declined.newBuilder()
                        .setRequestId(job.attempt().getRequestId())
                        .setAttempt(job.attempt().getAttempt())
                        .setLane(job.work().getLane())
                        .setEpoch(epoch)
                        .setWorkOffset(job.offset())
                        .setReason(reason)
                        .build());
    }

    /**
     * @param counted tokens by the provider's count
     */
    static JournalEntry ended(Job job, long epoch, Optional<Long> counted) {
        Ended.Builder ended =
                Ended.newBuilder()
                        .setRequestId(job.attempt().getRequestId())
                        .setAttempt(job.attempt().getAttempt())
                        .setLane(job.work().getLane())
                        .setEpoch(epoch)
                        .setWorkOffset(job.offset());
        counted.ifPresent(ended::setTokens);
        return new JournalEntry(ended.build());
    }

    static JournalEntry released(long epoch, List<Job> begun, Instant latestEnd) {
        List<InFlight> inFlight = begun.stream().map(Entries::inFlight).toList();
        return new JournalEntry(
                Released.newBuilder()
                        .setEpoch(epoch)
                        .setInFlight(inFlight)
                        .setLatestEnd(latestEnd)
                        .build());
    }

    /**
     * @param fingerprint of the key's secret, where there is one
     */
    static JournalEntry standing(
            String lane, Memory memory, Optional<String> fingerprint, long epoch, Now now) {
        Standing.Builder standing =
                Standing.newBuilder()
                        .setLane(lane)
                        .setModelGroup(memory.subject().group())
                        .setCondition(memory.kind().name())
                        .setReason(memory.reason())
                        .setStep(memory.step())
                        .setAt(now.instantOf(memory.at()))
                        .setEpoch(epoch);
        memory.subject().key().ifPresent(standing::setKey);
        memory.until().ifPresent(until -> standing.setUntil(now.millisOf(until)));
        fingerprint.ifPresent(standing::setSecretFingerprint);
        return new JournalEntry(standing.build());
    }

    private static InFlight inFlight(Job job) {
        return InFlight.newBuilder()
                .setRequestId(job.attempt().getRequestId())
                .setAttempt(job.attempt().getAttempt())
                .setLane(job.work().getLane())
                .setWorkOffset(job.offset())
                .build();
    }
}
