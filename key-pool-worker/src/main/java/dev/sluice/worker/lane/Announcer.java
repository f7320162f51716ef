package dev.sluice.worker.lane;

import dev.sluice.config.Lane;
import dev.sluice.config.ModelGroup;
import dev.sluice.schemas.record.LaneAnnouncement;
import dev.sluice.schemas.record.LaneCounts;
import dev.sluice.worker.lane.health.Health;
import dev.sluice.worker.lane.pace.Credit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Tells placement the state of a lane's model group: when it may send more, when the condition
 * changes, and each second, since an announcement may be lost. Owned by the lanes' thread.
 */
final class Announcer {

    static final long BEAT = Duration.ofSeconds(1).toNanos();

    /** Credit that rises faster than this is announced together. */
    private static final long SPACING = Duration.ofMillis(1).toNanos();

    /** What a lane has at one moment. */
    record Snapshot(
            Health health,
            long room,
            double headroom,
            int inFlight,
            double perSecond,
            LaneCounts counts) {}

    private final Lane lane;
    private final ModelGroup group;
    private final int partition;
    private final long epoch;
    private final long configVersion;
    private final Credit credit = new Credit();
    private Optional<Health> told = Optional.empty();
    private OptionalLong toldAt = OptionalLong.empty();
    private long number;

    Announcer(Lane lane, ModelGroup group, int partition, long epoch, long configVersion) {
        this.lane = lane;
        this.group = group;
        this.partition = partition;
        this.epoch = epoch;
        this.configVersion = configVersion;
    }

    Credit credit() {
        return credit;
    }

    long epoch() {
        return epoch;
    }

    String lane() {
        return lane.id();
    }

    String modelGroup() {
        return group.id();
    }

    /**
     * @param limits that the lane goes by: asked for only where something is told
     */
    Optional<LaneAnnouncement> next(Snapshot state, Supplier<List<String>> limits, Now now) {
        long upTo = credit.upTo(state.room());
        if (now.nanos() < dueAt(state, upTo)) {
            return Optional.empty();
        }
        credit.announce(upTo, now.nanos());
        told = Optional.of(state.health());
        toldAt = OptionalLong.of(now.nanos());
        number++;
        return Optional.of(announcement(state, upTo, limits.get(), now));
    }

    /** When the next announcement is due if nothing changes; in the past where it is now. */
    long dueAt(Snapshot state, long upTo) {
        if (toldAt.isEmpty() || !told.equals(Optional.of(state.health()))) {
            return Long.MIN_VALUE;
        }
        return toldAt.getAsLong() + (upTo > credit.announced() ? SPACING : BEAT);
    }

    private LaneAnnouncement announcement(Snapshot state, long upTo, List<String> limits, Now now) {
        LaneAnnouncement.Builder built =
                LaneAnnouncement.newBuilder()
                        .setLane(lane.id())
                        .setPool(group.pool())
                        .setModelGroup(group.id())
                        .setPartition(partition)
                        .setEpoch(epoch)
                        .setNumber(number)
                        .setUpTo(upTo)
                        .setHeadroomMillis((long) (state.headroom() * 1000))
                        .setInFlight(state.inFlight())
                        .setAt(now.instant())
                        .setConfigVersion(configVersion)
                        .setCounts(state.counts())
                        .setLimits(limits);
        if (!Double.isInfinite(state.perSecond())) {
            built.setPerSecondMillis((long) (state.perSecond() * 1000));
        }
        HealthFields.fill(built, state.health(), now);
        return built.build();
    }
}
