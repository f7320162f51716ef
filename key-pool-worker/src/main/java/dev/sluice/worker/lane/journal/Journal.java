package dev.sluice.worker.lane.journal;

import dev.sluice.schemas.id.AttemptId;
import dev.sluice.schemas.record.Claim;
import dev.sluice.schemas.record.Declined;
import dev.sluice.schemas.record.Ended;
import dev.sluice.schemas.record.InFlight;
import dev.sluice.schemas.record.JournalEntry;
import dev.sluice.schemas.record.Released;
import dev.sluice.schemas.record.Started;
import dev.sluice.schemas.record.Used;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One partition's journal, read in order. An entry counts only if no later claim stands between its
 * epoch's claim and itself: what a replaced owner writes after that is void to every reader, and so
 * it never calls. Owned by the lane's thread.
 */
public final class Journal {

    private record Touched(long firstOffset, long workOffset, Standing standing) {
        private Touched with(Standing next) {
            return new Touched(firstOffset, workOffset, next);
        }
    }

    /**
     * An entry, and where it stands.
     *
     * @param offset before all others where there is no entry
     */
    public record Stood<T>(long offset, Optional<T> entry) {

        static <T> Stood<T> nowhere() {
            return new Stood<>(Long.MIN_VALUE, Optional.empty());
        }

        static <T> Stood<T> at(long offset, T entry) {
            return new Stood<>(offset, Optional.of(entry));
        }
    }

    private record Predecessor(Optional<Instant> lastActivity, boolean released) {}

    private final Map<AttemptId, Touched> touched = new HashMap<>();
    private final TreeMap<Long, Spending> spendings = new TreeMap<>();
    private final UsedBook used = new UsedBook();
    private final TreeSet<Long> claims = new TreeSet<>();
    private final Standings standings = new Standings();
    private long next;
    private Instant appendedLast = Instant.EPOCH;
    private Optional<Instant> lastActivity = Optional.empty();
    private boolean released;
    private Predecessor predecessor = new Predecessor(Optional.empty(), true);

    public Journal(Anchor anchor) {
        next = anchor.from();
        anchor.epoch().ifPresent(claims::add);
    }

    /**
     * Entries have to come in order.
     *
     * @return whether it is new: one that was read already changes nothing
     */
    public boolean append(long offset, Instant appendedAt, JournalEntry entry) {
        if (offset < next) {
            return false;
        }
        next = offset + 1;
        appendedLast = appendedAt;
        switch (entry.getEvent()) {
            case Claim _ -> claimed(offset);
            case Started started -> started(offset, appendedAt, started);
            case Declined declined -> declined(offset, declined);
            case Ended ended -> ended(offset, appendedAt, ended);
            case Released last -> released(last);
            case dev.sluice.schemas.record.Standing standing ->
                    standings.append(
                            offset,
                            standing,
                            counts(standing.getEpoch())
                                    ? Standings.Writer.OWNER
                                    : Standings.Writer.REPLACED);
            case Used fresh -> {
                if (counts(fresh.getEpoch())) {
                    used.append(offset, appendedAt, fresh);
                }
            }
            default -> throw new IllegalStateException("an entry of an unknown kind: " + offset);
        }
        return true;
    }

    private void claimed(long offset) {
        predecessor = new Predecessor(lastActivity, released);
        released = false;
        claims.add(offset);
    }

    private void started(long offset, Instant at, Started started) {
        if (counts(started.getEpoch())) {
            lastActivity = Optional.of(at);
            AttemptId id = new AttemptId(started.getRequestId(), started.getAttempt());
            Standing begun = new Standing.Begun(started, at, Optional.empty());
            Touched fresh = new Touched(offset, started.getWorkOffset(), begun);
            if (touched.putIfAbsent(id, fresh) == null) {
                spendings.put(
                        offset,
                        new Spending.Call(
                                started.getLane(),
                                started.getModelGroup(),
                                at,
                                started.getTokens()));
            }
        }
    }

    private void declined(long offset, Declined declined) {
        if (counts(declined.getEpoch())) {
            AttemptId id = new AttemptId(declined.getRequestId(), declined.getAttempt());
            Standing refused = new Standing.Refused(declined, Optional.empty());
            touched.putIfAbsent(id, new Touched(offset, declined.getWorkOffset(), refused));
        }
    }

    /** Whoever wrote the end: it stands, so nobody has to give another. */
    private void ended(long offset, Instant at, Ended ended) {
        lastActivity = Optional.of(at);
        AttemptId id = new AttemptId(ended.getRequestId(), ended.getAttempt());
        Touched before = touched.get(id);
        if (before != null && before.standing() instanceof Standing.Begun begun) {
            ended.getTokens()
                    .ifPresent(counted ->
                            spendings.put(
                                    offset,
                                    new Spending.Correction(
                                            ended.getLane(),
                                            begun.started().getModelGroup(),
                                            at,
                                            begun.started().getTokens(),
                                            counted)));
        }
        long first = before == null ? offset : before.firstOffset();
        touched.put(id, new Touched(first, ended.getWorkOffset(), new Standing.Over()));
    }

    private void released(Released last) {
        if (!counts(last.getEpoch())) {
            return;
        }
        released = true;
        Optional<Instant> until = Optional.of(last.getLatestEnd());
        for (InFlight call : last.getInFlight()) {
            AttemptId id = new AttemptId(call.getRequestId(), call.getAttempt());
            touched.computeIfPresent(
                    id, (_, known) -> known.with(leftAlone(known.standing(), until)));
        }
    }

    private static Standing leftAlone(Standing standing, Optional<Instant> until) {
        return switch (standing) {
            case Standing.Begun(Started started, Instant at, _) ->
                    new Standing.Begun(started, at, until);
            case Standing.Refused(Declined declined, _) -> new Standing.Refused(declined, until);
            case Standing.Untouched untouched -> untouched;
            case Standing.Over over -> over;
        };
    }

    /** Whether {@code epoch} is that of the newest claim; before any claim, everything counts. */
    private boolean counts(long epoch) {
        return claims.isEmpty() || claims.last() == epoch;
    }

    /** Offset of the newest claim. */
    public OptionalLong epoch() {
        return claims.isEmpty() ? OptionalLong.empty() : OptionalLong.of(claims.last());
    }

    public Standing standing(AttemptId attempt) {
        Touched known = touched.get(attempt);
        return known == null ? new Standing.Untouched() : known.standing();
    }

    /** How lanes and keys stand. */
    public Standings standings() {
        return standings;
    }

    /** What was taken from and given back to the lanes' buckets, in order. */
    public List<Spending> spendings() {
        return List.copyOf(spendings.values());
    }

    /** The newest that was written down of what a limit's window has used. */
    public Stood<Used> used(String lane, String modelGroup, String limit) {
        return used.get(lane, modelGroup, limit);
    }

    /** What was taken and given back after that offset. */
    public List<Spending> spendingsBehind(long offset) {
        return List.copyOf(spendings.tailMap(offset, false).values());
    }

    /**
     * Whether the newest claim was made over an owner that said no farewell and was active less
     * than {@code silence} before: it may still have calls to send.
     */
    public boolean claimedOverLiveOwner(Instant claimedAt, Duration silence) {
        return !predecessor.released()
                && predecessor
                        .lastActivity()
                        .filter(claimedAt.minus(silence)::isBefore)
                        .isPresent();
    }

    /**
     * Forgets what no next owner needs: attempts whose work is committed, and spendings that no
     * bucket remembers.
     *
     * @param watermark first work offset that is not complete
     * @param horizon how long spendings matter, back from the newest entry
     */
    public void forget(long watermark, Duration horizon) {
        touched.values().removeIf(known -> known.workOffset() < watermark);
        used.forget(appendedLast);
        Instant cutoff = appendedLast.minus(horizon);
        while (!spendings.isEmpty() && spendings.firstEntry().getValue().at().isBefore(cutoff)) {
            spendings.pollFirstEntry();
        }
    }

    /** From where the next owner has to read to know what this one knows. */
    public Anchor anchor() {
        long from = spendings.isEmpty() ? next : spendings.firstKey();
        for (Touched known : touched.values()) {
            from = Math.min(from, known.firstOffset());
        }
        from = Math.min(from, used.firstOffset().orElse(from));
        from = Math.min(from, standings.oldest().orElse(from));
        Long epoch = claims.lower(from);
        if (epoch == null) {
            return new Anchor(from, OptionalLong.empty());
        }
        claims.headSet(epoch).clear();
        return new Anchor(from, OptionalLong.of(epoch));
    }
}
