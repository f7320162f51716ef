package dev.sluice.worker.lane;

import dev.sluice.config.Lane;
import dev.sluice.schemas.record.JournalEntry;
import dev.sluice.schemas.record.KeyCommand;
import dev.sluice.schemas.record.Standing;
import dev.sluice.worker.lane.health.Condition;
import dev.sluice.worker.lane.health.LaneHealth;
import dev.sluice.worker.lane.health.Memory;
import dev.sluice.worker.lane.health.Subject;
import dev.sluice.worker.lane.journal.Standings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What the model groups of a lane share: its health, what of that stands in the journal, what
 * people ordered, and whether it takes calls at all. Owned by the lanes' thread.
 */
final class HealthNotes {

    /** What still matters is written again after so long: the journal is read from there. */
    static final long REPEATED_AFTER = Duration.ofMinutes(1).toNanos();

    private static final int REASON_MAX = 200;
    private static final String BY_HAND = "by_hand";

    private final Lane lane;
    private final LaneHealth health;
    private final Map<String, String> fingerprints;
    private final Map<Subject, Long> writtenAt = new HashMap<>();
    private boolean stopping;

    /**
     * @param fingerprints of the secrets, by {@code provider/key}
     */
    HealthNotes(Lane lane, LaneHealth health, Map<String, String> fingerprints) {
        this.lane = lane;
        this.health = health;
        this.fingerprints = fingerprints;
    }

    LaneHealth health() {
        return health;
    }

    /** It takes no more calls, from now until its worker is gone. */
    void stop() {
        stopping = true;
    }

    boolean stopping() {
        return stopping;
    }

    /** What changed since it was last asked, for the journal. */
    List<JournalEntry> changes(long epoch, Now now) {
        return health.changes(now.nanos()).stream().map(m -> written(m, epoch, now)).toList();
    }

    /**
     * What a next owner has to know and was not written for a while, for the journal; what nobody
     * has to know any more is taken out of {@code known}.
     */
    List<JournalEntry> repeats(Standings known, long epoch, Now now) {
        List<JournalEntry> repeats = new ArrayList<>();
        Set<Standings.Key> needed = new HashSet<>();
        for (Memory memory : health.memories(now.nanos())) {
            Subject subject = memory.subject();
            needed.add(new Standings.Key(lane.id(), subject.group(), subject.key()));
            Long last = writtenAt.get(subject);
            if (last == null || now.nanos() - last >= REPEATED_AFTER) {
                repeats.add(written(memory, epoch, now));
            }
        }
        known.forget(key -> key.lane().equals(lane.id()) && !needed.contains(key));
        return repeats;
    }

    /** What former owners knew, in a new epoch: all of it is written again. */
    void recall(List<Standing> standings, Now now) {
        writtenAt.clear();
        standings.forEach(each -> recall(each, now));
    }

    private JournalEntry written(Memory memory, long epoch, Now now) {
        writtenAt.put(memory.subject(), now.nanos());
        Optional<String> fingerprint = memory.subject().key().flatMap(this::fingerprint);
        return Entries.standing(lane.id(), memory, fingerprint, epoch, now);
    }

    /** A former owner's knowledge. A secret that was changed since is a new one. */
    void recall(Standing standing, Now now) {
        Optional<String> fingerprint = standing.getKey().flatMap(this::fingerprint);
        boolean changed =
                standing.getSecretFingerprint().isPresent()
                        && fingerprint.isPresent()
                        && !standing.getSecretFingerprint().equals(fingerprint);
        if (!changed) {
            health.recall(memory(standing, now), now.nanos());
        }
    }

    private static Memory memory(Standing standing, Now now) {
        return new Memory(
                new Subject(standing.getModelGroup(), standing.getKey()),
                Memory.Kind.of(standing.getCondition()),
                standing.getUntil()
                        .map(until -> OptionalLong.of(now.nanosOf(until)))
                        .orElse(OptionalLong.empty()),
                standing.getReason(),
                standing.getStep(),
                now.nanosOf(standing.getAt()));
    }

    /** Orders for other keys are none of this lane's business. */
    void obey(KeyCommand command, Now now) {
        if (!command.getProvider().equals(lane.provider())) {
            return;
        }
        String key = command.getKey();
        switch (command.getAction()) {
            case ENABLE -> health.enable(key, now.nanosOf(command.getAt()), now.nanos());
            case DISABLE ->
                    health.order(key, new Condition.Disabled(Condition.NEVER, reason(command)));
            case COOL ->
                    health.order(
                            key,
                            new Condition.Cooling(
                                    command.getUntil().map(now::nanosOf).orElse(now.nanos()),
                                    reason(command)));
        }
    }

    private static String reason(KeyCommand command) {
        String reason = command.getReason().strip();
        return reason.isEmpty()
                ? BY_HAND
                : BY_HAND + ": " + reason.substring(0, Math.min(REASON_MAX, reason.length()));
    }

    private Optional<String> fingerprint(String key) {
        return Optional.ofNullable(fingerprints.get(lane.provider() + "/" + key));
    }
}
